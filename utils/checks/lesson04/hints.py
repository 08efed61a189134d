"""Three hints for each exercise of lesson 4: a question, a pointer, the code with gaps."""

HINTS = {
    # 4.1 contract
    # 4.2 expand
    # 4.3 unet
    # 4.4 locate_dropout, paper_placement
    # 4.5 bypass
    # 4.6 dice, iou
    # 4.7 unet_study
    # 4.8 mc_predict
    # 4.9 reliability, error_detection
}
