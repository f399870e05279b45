"""Fails when a dependency of pyproject.toml is not in the lock files, or one is locked outside its range."""

import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]


def locked(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    pins = (line.split(" ")[0].rstrip("\\").split("==") for line in lines if "==" in line and not line.startswith(" "))
    return {canonicalize_name(package.split("[")[0]): version for package, version in pins}


def problems() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {
        "requirements.lock": project["project"]["dependencies"],
        "requirements-dev.lock": project["project"]["dependencies"] + project["dependency-groups"]["dev"],
    }
    found = []
    for name, requirements in wanted.items():
        pins = locked(name)
        for requirement in map(Requirement, requirements):
            version = pins.get(canonicalize_name(requirement.name))
            if version is None or not requirement.specifier.contains(version, prereleases=True):
                found.append(f"{name}: {requirement} is locked as {version}; run make lock")
    both = locked("requirements.lock").items() - locked("requirements-dev.lock").items()
    return found + [f"requirements-dev.lock differs from requirements.lock: {name} {version}" for name, version in both]


if __name__ == "__main__":
    sys.exit("\n".join(problems()) or 0)
