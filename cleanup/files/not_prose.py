"""Which files are not read as prose, by their names and first bytes: mark-up without a reader, data, source code.

Their syntax looks like damage to the rules, so that repairs would break them.
"""

from __future__ import annotations

from pathlib import PurePath

from cleanup.errors import DocumentError

#: Converts what Pandoc knows to Markdown, which has a reader.
_PANDOC = "run `pandoc {path} --to markdown --output {stem}.md` first, then use {stem}.md"
_OFFICE = "run `soffice --convert-to docx {path}` first, then use the .docx"
_AS_TEXT = "to treat it as plain text anyway, use --as text"
_DATA = f"it contains data, not prose; {_AS_TEXT}"

#: Formats without a reader whose mark-up looks like damage to the rules, by suffix, and what to do instead.
MARKUP = {
    ".adoc": ("AsciiDoc", "run `asciidoctor {path}` first, then use {stem}.html"),
    ".csv": ("CSV", _DATA),
    ".doc": ("Word 97–2003", _OFFICE),
    ".epub": ("EPUB", _PANDOC),
    ".fb2": ("FictionBook", _PANDOC),
    ".ipynb": ("Jupyter", "run `jupyter nbconvert --to markdown {path}` first, then use {stem}.md"),
    ".json": ("JSON", _DATA),
    ".odt": ("OpenDocument", _OFFICE),
    ".org": ("Org", _PANDOC),
    ".pdf": ("PDF", "run `pdftotext -layout {path} {stem}.txt` first, then use {stem}.txt"),
    ".pot": ("gettext", "it is a template without translations; use the .po files created from it"),
    ".resx": ("RESX", _DATA),
    ".rst": ("reStructuredText", _PANDOC),
    ".rtf": ("RTF", _OFFICE),
    ".svg": ("SVG", _DATA),
    ".tex": ("LaTeX", _PANDOC),
    ".toml": ("TOML", _DATA),
    ".tsv": ("TSV", _DATA),
    ".xml": ("XML", _DATA),
    ".yaml": ("YAML", _DATA),
    ".yml": ("YAML", _DATA),
}

_CODE = """
ada adb ads asm awk bas bash bat bazel bzl c cc cjs cl clj cljs cmake cmd coffee cpp cr cs csh cshtml csproj css cts cu
cxx d dart diff dockerfile elm erb erl ex exs f f03 f77 f90 f95 fish fs fsx gd gemspec glsl go gql gradle graphql groovy
h haml hbs hcl hh hlsl hpp hrl hs hxx inc ino jade java jl js jsp jsx ksh kt kts less lisp lua m m4 mak make ml mli mm
mjs mk mts nim nix nu pas patch php phtml pl pm proto ps1 psd1 psm1 pug py pyi pyw pyx r rake rb rkt rs s sass sbt scala
scm scss sh sln sol sql styl sv svelte swift tcl tf tfvars thrift ts tsx twig v vb vbproj vbs vhd vhdl vue wgsl
xaml zig zsh
"""
_CONFIGURATION = """
cfg conf config cnf desktop editorconfig env ini json5 jsonc lock plist properties reg service socket timer geojson xsd
xsl xslt ndjson kdl
"""
#: What files contain instead of prose, by suffix: code or configuration.
CODE = {f".{suffix}": "source code" for suffix in _CODE.split()} | {
    f".{suffix}": "configuration" for suffix in _CONFIGURATION.split()
}
CODE |= {".patch": "a patch", ".diff": "a patch"}

#: The same by the whole name, in lowercase; some may be followed by a purpose (`Dockerfile.web`).
NAMED = dict.fromkeys(
    (
        *("brewfile", "buildfile", "containerfile", "dockerfile", "fastfile", "gemfile", "gnumakefile", "jakefile"),
        *("jenkinsfile", "justfile", "makefile", "podfile", "procfile", "rakefile", "vagrantfile", "caddyfile"),
        *("sconstruct", "sconscript", "configure", "gradlew", "mvnw"),
        *("cmakelists.txt", "meson.build", "meson_options.txt", "build.bazel", "go.mod", "go.sum", "go.work"),
    ),
    "source code",
) | dict.fromkeys(
    (
        *("requirements.txt", "constraints.txt", "robots.txt", "codeowners", "crontab", "fstab", "hosts"),
        *("pipfile", "cname", "manifest.in"),
    ),
    "configuration",
)


#: With these suffixes, a name that begins like that of a program is the name of a text (`.notes.txt`, `Makefile.md`).
_PROSE = frozenset(
    (
        *(".txt", ".text", ".md", ".markdown", ".mdx", ".htm", ".html", ".xhtml", ".srt", ".vtt", ".po", ".xlf"),
        *(".xliff", ".tmx", ".docx", ".log"),
    )
)
#: Suffixes of copies of a file, which follow its whole name.
_BESIDE = (".orig", ".bak", ".old", ".example", ".sample", ".template", ".in", ".j2")


def _kind(path: str) -> str:
    """Return what a file contains instead of prose, by its name; a hidden one without a text suffix is
    configuration.
    """
    pure = PurePath(path.lower())
    while pure.suffix in _BESIDE:
        pure = pure.with_suffix("")
    name, suffix = pure.name, pure.suffix
    kind = NAMED.get(name) or CODE.get(suffix, "")
    if kind or suffix in _PROSE:
        return kind
    return NAMED.get(name.partition(".")[0]) or ("configuration" if name.startswith(".") else "")


def is_script(path: str, data: bytes) -> bool:
    """Return whether a file without a text suffix begins with the program that runs it."""
    first = data[:80].removeprefix(b"\xef\xbb\xbf")
    runs = first.startswith(b"#!") and first[2:].lstrip(b" \t").startswith(b"/")
    return runs and PurePath(path).suffix.lower() not in _PROSE


def script(path: str) -> DocumentError:
    """Return the error for a script."""
    return _no_prose("a script", path)


def _no_prose(kind: str, path: str) -> DocumentError:
    return DocumentError(f"this is {kind}, not prose", path=path, hint=_AS_TEXT)


#: The last parts of names of files that contain many texts.
_MANY_TEXTS = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet")


def holds_no_prose(path: str) -> bool:
    """Return whether a name says that a file contains code, configuration or data, and nothing to repair."""
    _, hint = MARKUP.get(PurePath(path).suffix.lower(), ("", ""))
    return hint == _DATA or bool(_kind(path))


def refuse_by_name(path: str) -> None:
    """Raise DocumentError for a file whose name says that its syntax would be taken for damage."""
    if path.lower().endswith(_MANY_TEXTS):
        hint = f"use `cleanup corpus {path} --output DIR`"
        raise DocumentError("this file contains many texts", path=path, hint=hint)
    suffix = PurePath(path).suffix.lower()
    if suffix in MARKUP:
        import shlex  # needed only here

        name, hint = MARKUP[suffix]
        words = {"path": shlex.quote(path), "stem": shlex.quote(path[: -len(suffix)])}
        raise DocumentError(f"{name} is not supported", path=path, hint=hint.format(**words))
    if kind := _kind(path):
        raise _no_prose(kind, path)
