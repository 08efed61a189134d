"""Data: real images, honest splits, wrong labels where asked for, and a download that never half-works."""

import gzip
import hashlib
import socket
import subprocess
import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.data import fashion_mnist, load

ROLES = ("train", "validation", "test")
IMAGES = "train-images-idx3-ubyte.gz"


def same(first, second):
    return all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def marks(split):
    return {image.tobytes() for image in split.x}


@pytest.mark.parametrize("sizes", [(400, 300, 700), (1, 1, 1), (1000, 400, 397)])
def test_the_digits_come_in_the_sizes_asked_for(sizes):
    digits = load("digits", **dict(zip(ROLES, sizes, strict=True)))
    for role, size in zip(ROLES, sizes, strict=True):
        x, y = getattr(digits, role)
        assert x.shape == (size, 8, 8, 1) and x.dtype == np.float32 and x.min() >= 0 and x.max() <= 1
        assert y.shape == (size,) and y.dtype == np.int64 and set(y) <= set(range(10))
    assert digits.classes == 10 and digits.name == "digits"


def test_the_three_splits_share_no_image():
    digits = load("digits", train=1000, validation=400, test=397)
    every = [marks(getattr(digits, role)) for role in ROLES]
    assert not every[0] & every[1] and not every[0] & every[2] and not every[1] & every[2]


def test_a_seed_draws_the_same_data_and_another_seed_other_data():
    first, again, other = load("digits", seed=3), load("digits", seed=3), load("digits", seed=4)
    assert all(same(getattr(first, role), getattr(again, role)) for role in ROLES)
    assert not np.array_equal(first.test.x, other.test.x)


def test_more_training_images_leave_the_other_splits_and_the_first_ones_alone():
    few, many = load("digits", train=100), load("digits", train=700)
    assert same(few.validation, many.validation) and same(few.test, many.test)
    assert np.array_equal(few.train.x, many.train.x[:100])


@settings(deadline=None, max_examples=25)
@given(share=st.floats(0, 1), train=st.integers(1, 600), seed=st.integers(0, 99))
def test_exactly_the_share_asked_for_is_labelled_wrong_and_only_in_training(share, train, seed):
    clean, noisy = (load("digits", train=train, wrong_labels=wrong, seed=seed) for wrong in (0.0, share))
    assert (clean.train.y != noisy.train.y).sum() == round(share * train)
    assert np.array_equal(clean.train.x, noisy.train.x)
    assert same(clean.validation, noisy.validation) and same(clean.test, noisy.test)
    assert set(noisy.train.y) <= set(range(10))


def test_a_larger_share_only_adds_wrong_labels():
    clean, some, more = (load("digits", wrong_labels=share).train.y for share in (0.0, 0.2, 0.5))
    assert np.array_equal(some[some != clean], more[some != clean])


def test_a_wrong_label_is_any_other_class_with_equal_probability():
    clean, wrong = (load("digits", train=1700, validation=1, test=1, wrong_labels=w).train.y for w in (0, 1))
    steps = np.bincount((wrong - clean) % 10, minlength=10)
    assert steps[0] == 0
    assert abs(steps[1:] - 1700 / 9).max() < 6 * np.sqrt(1700 * 8 / 81)


# Some classes alone

HIGH = (5, 6, 7, 8, 9)
FEW = dict(train=60, validation=100, test=500)


def test_all_classes_are_drawn_as_they_always_were():
    found = hashlib.sha256()
    for asked in (dict(), dict(train=1000, validation=400, test=397, wrong_labels=0.3, seed=3)):
        digits = load("digits", **asked)
        for array in (*digits.train, *digits.validation, *digits.test):
            found.update(array.tobytes())
    assert found.hexdigest() == "c99faf6a8f8da015566a0fe07be2b12ca0406cd754e0176a238e0c6f49f8739f"


def test_the_classes_kept_are_numbered_in_the_order_given():
    digits, label_of = load("digits", **FEW, classes=HIGH), {}
    for role in ROLES:
        label_of |= {image.tobytes(): label for image, label in zip(*getattr(load("digits"), role), strict=True)}
    for role, size in FEW.items():
        x, y = getattr(digits, role)
        assert x.shape == (size, 8, 8, 1) and y.dtype == np.int64 and set(y) == set(range(5))
        known = [(label, label_of[x.tobytes()]) for x, label in zip(x, y, strict=True) if x.tobytes() in label_of]
        assert len(known) > size / 2 and all(HIGH[label] == whole for label, whole in known)
    assert digits.classes == 5 and digits.name == "digits"


def test_another_order_of_classes_changes_the_labels_alone():
    there, back = (load("digits", **FEW, classes=order, seed=2) for order in (HIGH, np.array(HIGH[::-1])))
    for role in ROLES:
        (x, y), (same_x, mirrored) = getattr(there, role), getattr(back, role)
        assert np.array_equal(x, same_x) and np.array_equal(y, 4 - mirrored)


def test_every_image_of_the_classes_kept_can_be_had_and_no_other():
    digits = load("digits", train=600, validation=100, test=196, classes=HIGH)
    every = marks(digits.train) | marks(digits.validation) | marks(digits.test)
    low = load("digits", train=600, validation=100, test=201, classes=range(5))
    assert len(every) == 896 and not every & (marks(low.train) | marks(low.validation) | marks(low.test))


def test_wrong_labels_stay_among_the_classes_kept():
    sizes = dict(train=60, validation=50, test=200)
    clean, wrong = (load("digits", **sizes, classes=(3, 8), wrong_labels=w).train.y for w in (0, 0.5))
    assert (clean != wrong).sum() == 30 and set(wrong) == {0, 1}


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (dict(name="mnist"), "Expected one of the data sets 'digits', 'fashion_mnist' and 'tissue'; got 'mnist'"),
        (dict(train=1000), "at most the 1797 images of 'digits'; got train=1000 .* which is 2000"),
        (dict(train=0), "Expected train as a whole number of images, at least 1; got 0"),
        (dict(test=2.5), "Expected test as a whole number"),
        (dict(validation=True), "Expected validation as a whole number"),
        (dict(wrong_labels=30), "share from 0 to 1; got 30"),
        (dict(wrong_labels=-0.1), "share from 0 to 1"),
        (dict(wrong_labels=float("nan")), "share from 0 to 1"),
        (dict(classes=(5, 10)), r"at least two labels from 0 to 9, each once; got \(5, 10\)"),
        (dict(classes=(5, 5)), "each once; got"),
        (dict(classes=(5,)), "at least two labels"),
        (dict(classes=()), "at least two labels"),
        (dict(classes=5), "at least two labels .* got 5. Write"),
        (dict(classes="56"), "at least two labels"),
        (dict(classes=(0.0, 1.0)), "at least two labels"),
        (dict(classes=(False, True)), "at least two labels"),
        (dict(classes=((0, 1), 2)), "at least two labels"),
        (dict(classes=(5, 6)), r"the 363 images of 'digits' in the classes \(5, 6\); got train=400 .* is 1400"),
    ],
)
def test_a_request_that_cannot_be_met_says_so(asked, message):
    with pytest.raises(ValueError, match=message):
        load(**asked)


def test_loading_the_digits_never_waits_for_tensorflow():
    script = "import sys; from utils.data import load; load('digits'); print('tensorflow' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", script], text=True).strip() == "False"


def idx(array):
    """Return an array as a gzipped idx file of unsigned bytes."""
    header = bytes([0, 0, 8, array.ndim]) + b"".join(size.to_bytes(4, "big") for size in array.shape)
    return gzip.compress(header + array.astype(np.uint8).tobytes())


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *words):
        pass


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """A local server of a small Fashion-MNIST, and an empty cache beside it."""
    rng, shelf, cache = np.random.default_rng(0), tmp_path / "shelf", tmp_path / "cache"
    shelf.mkdir()
    for file in fashion_mnist.FASHION_MNIST:
        shape = (40, 28, 28) if "images" in file else (40,)
        (shelf / file).write_bytes(idx(rng.integers(0, 256, shape) if "images" in file else np.arange(40) % 10))
    sums = {file: hashlib.sha256((shelf / file).read_bytes()).hexdigest() for file in fashion_mnist.FASHION_MNIST}
    server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *a: Quiet(*a, directory=str(shelf)))
    Thread(target=server.serve_forever, kwargs=dict(poll_interval=0.01), daemon=True).start()
    monkeypatch.setenv("COURSE_DATA", str(cache))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setattr(fashion_mnist, "FASHION_MNIST", sums)
    monkeypatch.setattr(fashion_mnist, "SOURCE", f"http://127.0.0.1:{server.server_port}/")
    fashion_mnist.fashion_mnist.cache_clear()
    yield shelf, cache, server
    server.shutdown()
    server.server_close()
    fashion_mnist.fashion_mnist.cache_clear()


def load_fashion():
    fashion_mnist.fashion_mnist.cache_clear()
    return load("fashion_mnist", train=40, validation=20, test=20)


def test_fashion_mnist_is_downloaded_once_and_then_needs_no_server(shop):
    _, cache, server = shop
    first = load_fashion()
    server.shutdown()
    server.server_close()
    again = load_fashion()
    assert all(same(getattr(first, role), getattr(again, role)) for role in ROLES)
    assert first.train.x.shape == (40, 28, 28, 1) and first.train.x.max() <= 1 and first.classes == 10
    assert {path.name for path in cache.iterdir()} == set(fashion_mnist.FASHION_MNIST)


def test_the_images_keep_their_labels(shop):
    shelf, *_ = shop
    fashion = load_fashion()
    raw = {file: gzip.decompress((shelf / file).read_bytes()) for file in fashion_mnist.FASHION_MNIST}
    label_of = {}
    for kind in ("train", "t10k"):
        images, labels = raw[f"{kind}-images-idx3-ubyte.gz"][16:], raw[f"{kind}-labels-idx1-ubyte.gz"][8:]
        label_of |= {images[784 * n : 784 * (n + 1)]: label for n, label in enumerate(labels)}
    for role in ROLES:
        for x, y in zip(*getattr(fashion, role), strict=True):
            assert label_of[np.rint(x * 255).astype(np.uint8).tobytes()] == y


def test_a_download_with_another_checksum_is_refused_and_not_kept(shop):
    shelf, cache, _ = shop
    (shelf / IMAGES).write_bytes(b"<html>please log in</html>")
    with pytest.raises(OSError, match=r"Damaged.*got .* \(26 bytes\).*not kept.*login page"):
        load_fashion()
    assert not (cache / IMAGES).exists()


def test_a_truncated_file_in_the_cache_is_refused_removed_and_replaced_next_time(shop):
    _, cache, _ = shop
    load_fashion()
    whole = (cache / IMAGES).read_bytes()
    (cache / IMAGES).write_bytes(whole[:100])
    with pytest.raises(OSError, match=f"Damaged.*{IMAGES}.*removed: run this again"):
        load_fashion()
    assert not (cache / IMAGES).exists()
    load_fashion()
    assert (cache / IMAGES).read_bytes() == whole


def assert_one_clear_message(problem):
    message = str(problem.value)
    assert message.startswith("Could not download Fashion-MNIST") and "\n" not in message
    for part in (IMAGES, fashion_mnist.FASHION_MNIST[IMAGES], str(fashion_mnist.cache_folder()), 'load("digits")'):
        assert part in message
    assert problem.value.__cause__ is None and problem.value.__suppress_context__


def test_a_missing_file_says_what_to_do(shop):
    shelf, cache, _ = shop
    (shelf / IMAGES).unlink()
    with pytest.raises(ConnectionError, match="404") as problem:
        load_fashion()
    assert_one_clear_message(problem)
    assert not cache.exists() or not list(cache.iterdir())


def test_without_a_network_the_message_says_which_file_to_put_where(shop):
    *_, server = shop
    server.shutdown()
    server.server_close()
    with pytest.raises(ConnectionError) as problem:
        load_fashion()
    assert_one_clear_message(problem)


def test_a_server_that_never_answers_is_given_up(shop, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setattr(fashion_mnist, "SOURCE", f"http://127.0.0.1:{silent.getsockname()[1]}/")
        monkeypatch.setattr(fashion_mnist, "TIMEOUT", 0.2)
        with pytest.raises(ConnectionError, match="timed out") as problem:
            load_fashion()
    assert_one_clear_message(problem)


def test_a_server_that_breaks_off_is_given_up(shop, monkeypatch):
    def hang_up(listening):
        visitor, _ = listening.accept()
        visitor.recv(1000)
        visitor.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")
        visitor.close()

    with socket.create_server(("127.0.0.1", 0)) as broken:
        Thread(target=hang_up, args=(broken,), daemon=True).start()
        monkeypatch.setattr(fashion_mnist, "SOURCE", f"http://127.0.0.1:{broken.getsockname()[1]}/")
        with pytest.raises(ConnectionError) as problem:
            load_fashion()
    assert_one_clear_message(problem)


def test_files_put_by_hand_are_used(shop):
    shelf, cache, server = shop
    server.shutdown()
    server.server_close()
    cache.mkdir()
    for file in fashion_mnist.FASHION_MNIST:
        (cache / file).write_bytes((shelf / file).read_bytes())
    assert load_fashion().train.x.shape == (40, 28, 28, 1)
