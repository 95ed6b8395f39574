"""Which parts of a line of prose are code: shell commands, statements of a program, queries, data.

Code keeps its spaces, full stops and quotation marks. Each pattern is tried only on lines that contain a sign that is
rare in ordinary prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from cleanup import lazy_regex
from cleanup.text.segments import search_lines

#: Programs whose names are not words, and programs with names that a sentence may use as words.
_PROGRAMS = (
    "7z|adb|ansible(?:-playbook)?|apk|apt(?:-get)?|awk|aws|az|bash|brew|bundle|bunx?|bzip2|cargo|cd|chgrp|chmod|chown|"
    "clang(?:\\+\\+|-format)?|cmake|composer|conda|cp|curl|deno|dnf|docker(?:-compose)?|dotnet|du|eslint|ffmpeg|flake8|gcc|"
    "g\\+\\+|gcloud|gem|gh|git|gofmt|golangci-lint|gradle|grep|gunzip|gzip|helm|javac|jq|kubectl|ln|ls|lsof|mkdir|mv|mvn|"
    "mypy|nano|nginx|nmap|npm|npx|nvm|openssl|pacman|php|pip[3x]?|pnpm|podman|poetry|prettier|ps|psql|pylint|pytest|"
    "python3?|rg|rm|rmdir|rsync|ruff|rustc|scp|sed|ssh|ssh-keygen|sudo|systemctl|tar|tee|terraform|tmux|tsc|unzip|uv|vim?|"
    "wget|wc|xargs|yarn|yum|zip|zsh|chcp|dir|del|xcopy|robocopy"
)
_WORDS = (
    "cat|code|cut|diff|echo|export|file|find|go|head|java|join|kill|less|make|more|node|open|ruby|sh|sort|source|"
    "start|swift|tail|touch|tree|watch|which"
)
#: Words that occur in a sentence but not in a command; they end the command.
_FUNCTION = (
    r"(?:and|or|but|then|to|the|a|an|is|are|was|were|be|for|with|of|on|at|by|as|it|its|this|that|which|will|would|can|"
    r"could|has|have|had|not|if|when|while|because|so|into|from|their|our|your|his|her|we|you|they|he|she)"
)
_STOPPED = r"(?=$|[\s,;:!?)”’\"'\ufffc]|\.(?:\s|$))"
#: Signs of a command: a lone full stop, flags, paths, pipes, redirections, variables, quoted arguments after flags.
_MARK = (
    rf"(?:\.{{1,2}}(?=\s|$)|--?[A-Za-z][\w-]*(?:=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'“”]+))?{_STOPPED}|"
    rf"(?:\.{{0,2}}|~)/[\w./*@-]*[\w/*]{_STOPPED}|(?:\|\|?|&&|>>?|2>&1|<|--)(?=\s)|\$\{{?\w+\}}?)"
)
_PLAIN = rf"(?!{_FUNCTION}\b)[\w@%+=:/.*-]*[\w*/](?=\s)"
_QUOTED = r"(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}')"
_ARGUMENTS = rf"(?:[ \t]+(?:{_PLAIN}|{_QUOTED})){{0,5}}?[ \t]+{_MARK}(?:[ \t]+{_QUOTED})?"
_BEHIND_FLAG = r"(?:(?<=[ \t]-[A-Za-z])[ \t]+[\w.:/@-]*[\w/](?=\s|$|[,;:)]))?"
_COMMAND = lazy_regex.pattern(
    rf"(?<![\w./@-])(?:(?P<program>{_PROGRAMS})|(?P<word>{_WORDS}))(?=\s)(?:{_ARGUMENTS}{_BEHIND_FLAG}){{1,12}}"
)
#: What precedes a command in a sentence.
_LEAD = lazy_regex.pattern(
    r"(?:^[ \t]*|\b(?:[Rr]un|[Rr]uns|[Rr]unning|[Rr]an|[Tt]ype|[Tt]yping|[Ee]nter|[Ee]xecute|[Cc]ommand|with|[Uu]se|"
    r"[Uu]sing|[Tt]ry|[Ii]nvoke|[Cc]all|[Pp]rompt|via)[ \t]+|[:|&][ \t]+)\Z"
)
#: What is not an argument of a program named like a word, if it is the only sign.
_LONE_STOP = lazy_regex.pattern(r"[ \t]+\.\Z")
#: What such a program may be told to do with a directory.
_DOING = lazy_regex.pattern(
    r"[ \t](?:add|apply|blame|build|checkout|clean|commit|diff|grep|init|install|link|lint|ls|pack|publish|reset|"
    r"restore|rm|run|stage|status|test|vet|watch|src|-\S+)[ \t]+\.\Z"
)
#: A program that takes only a directory.
_FOLDER = lazy_regex.pattern(r"(?:cd|ls|du|code|open|tree|rg)[ \t]+\.{1,2}\Z")
#: How far to look on either side of a command in its line, in code points.
_CONTEXT = 200
_TOKENISED = lazy_regex.pattern(r"\w [,;:!?]")

_PROMPT = lazy_regex.pattern(
    rf"^[ \t]*(?:\$ (?=[a-z./~])|(?:[#>%] )(?=(?:sudo )?(?:{_PROGRAMS})\s)|>>> (?=\S)|(?:PS )?[A-Z]:\\[^>\n]*>|"
    r"\[?[\w.-]+@[\w.-]+(?::|[ \t])[^\s$#%]*\]?[$#%] )[^\r\n]*",
    re.MULTILINE,
)

_CALL = r"[A-Za-z_$][\w$]*(?:(?:\.|->|::)[A-Za-z_$][\w$]*)*[ \t]?\([^\n]*\)"
_VALUE = (
    r"(?:[\"'`\d\[{(&*!~-]|new |await |function\b|lambda\b|true\b|false\b|null\b|None\b|True\b|False\b|" + _CALL + ")"
)
_TYPE = (
    r"(?:(?:const|let|var|val|int|long|float|double|char|bool|boolean|auto|string|String|unsigned|static|final|public|"
    r"private|protected|my|local|export|set)[ \t]+){0,4}"
)
_NAME = r"[$@&*]?[A-Za-z_][\w$.]*(?:[ \t]?\[[^\]\n]{0,40}\])*"
_STATEMENTS = lazy_regex.pattern(
    r"^(?=[^\n]{1,400}$)[ \t]*(?:"
    # Assignments.
    rf"{_TYPE}{_NAME}[ \t]*(?::[ \t]*[\w\[\]<>]+[ \t]*)?(?:[-+*/%|&^]|:|<<|>>|\*\*)?=[ \t]*"
    rf"(?:{_VALUE}[^\n]*|[^\n=]*;[ \t]*)|"
    # Calls and other statements that end in a semicolon.
    r"(?:return|throw|yield|await|delete|echo|print)[ \t]*[^\n]{0,200}[)\]\"'}+-][ \t]*;[ \t]*(?://[^\n]*)?|"
    rf"(?:return|break|continue|goto|import|using|use|package|namespace|typedef)\b[ \t]*[\w.:*\\\"' ]{{0,80}};[ \t]*|"
    rf"{_CALL}[ \t]*;[ \t]*|(?=[a-z_$]){_CALL}[ \t]*|"
    # Blocks.
    r"[^\n]*[)\w\"'\]>][ \t]*\{[ \t]*|\}[ \t]*(?:else|catch|finally|while)\b[^\n]*|[{}()\[\];,]+[ \t]*|"
    r"(?:(?:async )?def|class)[ \t]+\w+[ \t]*(?:\([^\n]*\))?[ \t]*(?:->[^\n]{0,60})?:[ \t]*|"
    r"(?:if|elif|while|for|with)\b[^\n]*(?:==|!=|[<>]=|\(\)|"
    r"\bin range\(|__\w+__)[^\n]*:[ \t]*|from[ \t]+[\w.]+[ \t]+import[ \t]+[\w.*, ]+|#[ \t]*include[ \t]*[<\"][^\n]*|"
    # Queries, data, style sheets.
    r"(?:SELECT[ \t][^\n]*[ \t]FROM[ \t]|INSERT[ \t]+INTO[ \t]|UPDATE[ \t]+\S+[ \t]+SET[ \t]|DELETE[ \t]+FROM[ \t]|"
    r"(?:CREATE|ALTER|DROP)[ \t]+(?:TABLE|INDEX|VIEW|DATABASE)[ \t])[^\n]*|"
    r"[\"'][\w.$@ -]{1,60}[\"'][ \t]*:[ \t]*(?:[\"'{\[]|-?\d|true\b|false\b|null\b)[^\n]*|"
    r"[{\[][ \t]*(?:[\"'{][^\n]*[:,][^\n]*)?[}\]][ \t]*[,;]?[ \t]*|"
    r"[\w.#:>+~*\[\]= ,-]+\{[^\n{}]*:[^\n{}]*;?[ \t]*\}[ \t]*|"
    r"--?[a-z][\w-]*[ \t]*:[^\n;]*;[ \t]*|"
    r"(?:color|background|margin|padding|border|font|display|width|height|position|top|left|right|bottom|float|line-height|"
    r"text|overflow|opacity|transition|transform|flex|grid|z-index)(?:-[a-z]+)*[ \t]*:[^\n;]*;[ \t]*"
    r")(?=\r?$)",
    re.MULTILINE,
)
#: How flags begin; a dash between spaces does not begin one.
_FLAGS = (" --", *(f" -{letter}" for letter in map(chr, (*range(0x41, 0x5B), *range(0x61, 0x7B)))))
_STATEMENT_MARKS = (
    *("=", "{", "}", "; //", ";//", "#include", "# include", "import ", '":', "':", '" :', "' :"),
    *(" FROM ", "INTO ", "TABLE "),
    *(f"{sign}{end}" for sign in ";()[]:" for end in ("\n", "\r", " \n")),
    *(f"{sign},{end}" for sign in ")]" for end in ("\n", "\r")),
)
#: Within a sentence: a statement with its block, braces around data, an attribute, a regular expression.
_INLINE = lazy_regex.pattern(
    r"\b(?:for|if|while|switch|catch|function(?:[ \t]+\w+)?|else)[ \t]*\([^\n{}]{0,200}\)[ \t]*\{[^\n]{0,400}\}"
    r"|\{[ \t]*[\"'\w.$-]+[ \t]*(?:[:=]|\[[^\]\n]*\][ \t]*=)[ \t]*[^\n{}]{0,300}\}"
    r"|\bfor[ \t]*\([^()\n;]*;[^()\n;]*;[^()\n;]*\)"
    r"|\b[A-Z][A-Z0-9_]*=\"[^\"\n]{0,300}\""
    r"|(?<![\w/])/(?=[^/\n]*[\\^$*+?\[|])\^?[^/\n]{1,200}/[gimsuy]*(?![\w/])"
)
_INLINE_MARKS = ("{", '="', "for (", "for(", " /", "/^", "/\\", "/[", "/(")


class Stretch(msgspec.Struct, frozen=True, order=True, gc=False):
    """A half-open range of a text that is code, in code points."""

    start: int
    end: int


def stretches(text: str) -> Iterator[Stretch]:
    """Yield the code in a text, in order and without overlaps."""
    found = sorted([*_commands(text), *_prompts(text), *_statements(text)])
    end = 0
    for one in found:
        if one.end > end:
            yield Stretch(max(one.start, end), one.end)
            end = one.end


def _commands(text: str) -> Iterator[Stretch]:
    for match in search_lines(_COMMAND, text, " .", *_FLAGS, " |", " /", " ~/", " $", " &&", " >"):
        start, end = match.span()
        first = text.rfind("\n", max(0, start - _CONTEXT), start) + 1 or max(0, start - _CONTEXT)
        told = _LEAD.search(text[first:start]) is not None
        if match["word"] and not told:
            continue
        if _LONE_STOP.search(match.group()) and not _takes_stop(match, text, first, told):
            continue
        yield Stretch(start, end)


def _takes_stop(match: re.Match[str], text: str, first: int, told: bool) -> bool:
    """Return whether the lone full stop at the end of a command is the current directory, not the end of a sentence."""
    words = match.group().split()
    last = text.find("\n", match.end(), match.end() + _CONTEXT)
    if _TOKENISED.search(text, first, last if last >= 0 else match.end() + _CONTEXT):
        return False
    if len(words) == 2:
        return _FOLDER.match(match.group()) is not None and (told or not match["word"])
    return told or _DOING.search(match.group()) is not None


def _prompts(text: str) -> Iterator[Stretch]:
    for match in search_lines(_PROMPT, text, "$ ", "# ", "> ", "% ", ":\\"):
        yield Stretch(*match.span())


def _statements(text: str) -> Iterator[Stretch]:
    for match in search_lines(_STATEMENTS, text, *_STATEMENT_MARKS):
        yield Stretch(*match.span())
    for match in search_lines(_INLINE, text, *_INLINE_MARKS):
        yield Stretch(*match.span())
