# SPDX-License-Identifier: Apache-2.0
"""The notebook is true: executed anew, it shows what stands in it.

TXC_UPDATE_GOLDEN=1 writes what comes out into the notebook instead.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NOTEBOOK = EXAMPLES / "python" / "depression.ipynb"
NEEDS = ("nbclient", "nbformat", "ipykernel", "pandas", "matplotlib")
MISSING = [name for name in NEEDS if importlib.util.find_spec(name) is None]

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {' '.join(MISSING)}")


def read(path):
    import nbformat

    return nbformat.read(path, as_version=4)


# A process of its own: the warnings of Jupyter's packages are not ours.
RUN = """
import sys
import nbformat
from nbclient import NotebookClient
folder, name = sys.argv[1:]
notebook = nbformat.read(f"{folder}/{name}", as_version=4)
resources = {"metadata": {"path": folder}}
NotebookClient(notebook, timeout=120, kernel_name="python3", resources=resources).execute()
nbformat.write(notebook, f"{folder}/{name}")
"""


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """The notebook after a run from its own folder, in a copy of the examples."""
    home = tmp_path_factory.mktemp("notebook")
    folder = home / "python"
    folder.mkdir()
    (home / "patients").symlink_to(EXAMPLES / "patients")
    shutil.copyfile(NOTEBOOK, folder / NOTEBOOK.name)
    # Nobody's settings and kernels but those of this Python.
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_PATH", "IPYTHONDIR")
    environment = {**os.environ, **{name: str(home) for name in names}}
    command = [sys.executable, "-c", RUN, str(folder), NOTEBOOK.name]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-4000:]
    notebook = read(folder / NOTEBOOK.name)
    for cell in notebook.cells:
        if "outputs" in cell:
            cell.outputs = whole(cell.outputs)
    if os.environ.get("TXC_UPDATE_GOLDEN"):
        renew(notebook)
    return notebook


def whole(outputs):
    """What a cell printed as one text: the kernel sends it in as many parts as its clock makes of it."""
    result = []
    for output in outputs:
        before = result[-1] if result else {}
        if output["output_type"] == before.get("output_type") == "stream" and output["name"] == before["name"]:
            before["text"] += output["text"]
        else:
            result.append(output)
    return result


def renew(notebook):
    """Kept is what readers see: no times, no version of the kernel."""
    import nbformat

    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    for cell in notebook.cells:
        cell.metadata = {}
    nbformat.write(notebook, NOTEBOOK)


def shown(cell):
    """What a cell shows, but for pictures, which differ from one matplotlib to the next."""
    texts = []
    for output in cell.get("outputs", ()):
        data = output.get("data", {"text/plain": output.get("text", "")})
        texts += [data[kind] for kind in ("text/plain", "text/html") if kind in data and "image/png" not in data]
    return [re.sub(r"0x[0-9a-f]+", "0x...", text) for text in texts]


def pictures(notebook):
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    return sum("image/png" in output.get("data", {}) for output in outputs)


def test_what_is_printed_is_one_text_however_it_came():
    def stream(name, text):
        return {"output_type": "stream", "name": name, "text": text}

    picture = {"output_type": "display_data", "data": {}}
    parts = [stream("stdout", "a\n"), stream("stdout", "b\n"), stream("stderr", "c"), picture, stream("stdout", "d")]
    expected = [stream("stdout", "a\nb\n"), stream("stderr", "c"), picture, stream("stdout", "d")]
    assert whole(parts) == expected and whole([]) == []


def test_it_shows_what_comes_out(executed):
    kept = read(NOTEBOOK)
    assert [cell.source for cell in executed.cells] == [cell.source for cell in kept.cells]
    for now, before in zip(executed.cells, kept.cells):
        assert shown(now) == shown(before), f"another output, TXC_UPDATE_GOLDEN=1 renews it:\n{now.source}"
    assert pictures(executed) == pictures(kept)


def test_nothing_goes_wrong_or_warns(executed):
    outputs = [output for cell in executed.cells for output in cell.get("outputs", ())]
    assert outputs
    assert not [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"]


def test_it_is_small_and_is_of_no_day_and_no_machine():
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert len(text) < 1_500_000
    assert set(read(NOTEBOOK).metadata) == {"kernelspec"}
    assert set(re.findall(r"as of (\d+-\d+-\d+)", text)) == {"2026-11-20"}, "it would be another tomorrow"
    assert not re.search(r"/(home|root|tmp|work|Users)/|site-packages", text)
