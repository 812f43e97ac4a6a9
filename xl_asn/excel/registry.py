"""The registry of Windows, to read. There is no way to write in it from here, on purpose."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Protocol, TypeAlias

RegistryValue: TypeAlias = str | int | bytes | list[str] | None


class Registry(Protocol):
    """What the checks need; keys begin with ``HKCU`` or ``HKLM``, and a missing one is empty."""

    def values(self, key: str) -> Mapping[str, RegistryValue]:
        """Return a key's values by name, in lower case; the key's own value has an empty name."""
        ...

    def subkeys(self, key: str) -> tuple[str, ...]:
        """Return the names of the keys within a key."""
        ...


class NoRegistry:
    """The registry of a computer that has none."""

    def values(self, key: str) -> Mapping[str, RegistryValue]:
        """Return nothing."""
        del key
        return {}

    def subkeys(self, key: str) -> tuple[str, ...]:
        """Return nothing."""
        del key
        return ()


if sys.platform == "win32":
    import winreg

    _HIVES = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}
    _ACCESS = winreg.KEY_READ | winreg.KEY_WOW64_64KEY

    class WindowsRegistry:
        """The real one, read with the 64-bit view."""

        def values(self, key: str) -> Mapping[str, RegistryValue]:
            """Return a key's values by name."""
            hive, _, path = key.partition("\\")
            try:
                with winreg.OpenKey(_HIVES[hive], path, 0, _ACCESS) as opened:
                    count = winreg.QueryInfoKey(opened)[1]
                    pairs = [winreg.EnumValue(opened, index) for index in range(count)]
            except FileNotFoundError:
                return {}
            return {name.lower(): value for name, value, _ in pairs}

        def subkeys(self, key: str) -> tuple[str, ...]:
            """Return the names of the keys within a key."""
            hive, _, path = key.partition("\\")
            try:
                with winreg.OpenKey(_HIVES[hive], path, 0, _ACCESS) as opened:
                    count = winreg.QueryInfoKey(opened)[0]
                    return tuple(winreg.EnumKey(opened, index) for index in range(count))
            except FileNotFoundError:
                return ()

    def registry_here() -> Registry:
        """Return the registry of this computer."""
        return WindowsRegistry()

else:

    def registry_here() -> Registry:
        """Return the registry of this computer, which has none."""
        return NoRegistry()
