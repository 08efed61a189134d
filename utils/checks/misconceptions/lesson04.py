"""Sentences for the misconceptions of lesson 4."""

SENTENCES = {
    # 4.1 to 4.3: the wiring
    # 4.4 locate_dropout, paper_placement
    # 4.5 bypass
    # 4.6 dice, iou
    # 4.7 unet_study
    # 4.8 mc_predict
    # 4.9 reliability, error_detection
}
