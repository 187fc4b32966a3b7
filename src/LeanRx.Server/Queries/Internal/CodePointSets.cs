namespace LeanRx.Server.Queries.Internal;

/// <summary>Sets of characters that have a name in a pattern, as PCRE has them: of ASCII, unless their name says otherwise.</summary>
static class CodePointSets
{
    static CodePointSet Digit => CodePointSet.Of(('0', '9'));

    static CodePointSet Upper => CodePointSet.Of(('A', 'Z'));

    static CodePointSet Lower => CodePointSet.Of(('a', 'z'));

    public static CodePointSet Word => CodePointSet.Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));

    static CodePointSet Space => CodePointSet.Of(('\t', '\r'), (' ', ' '));

    static CodePointSet Horizontal =>
        CodePointSet.Of(('\t', '\t'), (' ', ' '), (0xA0, 0xA0), (0x1680, 0x1680), (0x180E, 0x180E), (0x2000, 0x200A), (0x202F, 0x202F), (0x205F, 0x205F),
        (0x3000, 0x3000));

    static CodePointSet Vertical => CodePointSet.Of(('\n', '\r'), (0x85, 0x85), (0x2028, 0x2029));

    public static CodePointSet Line => CodePointSet.Of(('\n', '\n'));

    /// <summary>Of a letter behind a backslash; null when it names none.</summary>
    public static CodePointSet? OfEscape(char letter) => letter switch
    {
        'd' => Digit,
        'D' => Digit.Complement(),
        'w' => Word,
        'W' => Word.Complement(),
        's' => Space,
        'S' => Space.Complement(),
        'h' => Horizontal,
        'H' => Horizontal.Complement(),
        'v' => Vertical,
        'V' => Vertical.Complement(),
        'N' => Line.Complement(),
        _ => null,
    };

    /// <summary>Of a POSIX class, <c>[:alpha:]</c>; null when there is none of this name.</summary>
    public static CodePointSet? OfClass(string name) => name switch
    {
        "alpha" => Upper.Add(Lower),
        "digit" => Digit,
        "alnum" => Upper.Add(Lower).Add(Digit),
        "upper" => Upper,
        "lower" => Lower,
        "word" => Word,
        "space" => Space,
        "blank" => CodePointSet.Of((' ', ' '), ('\t', '\t')),
        "cntrl" => CodePointSet.Of((0, 0x1F), (0x7F, 0x7F)),
        "graph" => CodePointSet.Of((0x21, 0x7E)),
        "print" => CodePointSet.Of((0x20, 0x7E)),
        "punct" => CodePointSet.Of((0x21, 0x2F), (0x3A, 0x40), (0x5B, 0x60), (0x7B, 0x7E)),
        "xdigit" => CodePointSet.Of(('0', '9'), ('A', 'F'), ('a', 'f')),
        "ascii" => CodePointSet.Of((0, 0x7F)),
        _ => null,
    };
}
