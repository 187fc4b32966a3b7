using System.Globalization;
using System.Text;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Queries.Internal;

/// <summary>
/// Reads a pattern in the syntax of PCRE and writes it in that of .NET, which sees UTF-16 units where a person sees characters. Once through, from left to
/// right.
/// </summary>
sealed partial class PatternTranslation(string pattern, bool isSingleLine, bool isExtended, string place)
{
    const string AnyLineCharacter = @"(?:[^\n\uD800-\uDFFF]|[\uD800-\uDBFF][\uDC00-\uDFFF])";
    const string AnyCharacter = @"(?:[^\uD800-\uDFFF]|[\uD800-\uDBFF][\uDC00-\uDFFF])";
    const string WordEdge = "(?:(?<=[0-9A-Z_a-z])(?![0-9A-Z_a-z])|(?<![0-9A-Z_a-z])(?=[0-9A-Z_a-z]))";
    const string NoWordEdge = "(?:(?<=[0-9A-Z_a-z])(?=[0-9A-Z_a-z])|(?<![0-9A-Z_a-z])(?![0-9A-Z_a-z]))";

    readonly StringBuilder _result = new(pattern.Length * 2);
    readonly Stack<(bool IsSingleLine, bool IsExtended)> _outside = new();
    int _at;

    /// <exception cref="QueryFormatException">The pattern uses what cannot be said in .NET.</exception>
    public string Translate()
    {
        while (_at < pattern.Length)
            Step();
        return _result.ToString();
    }

    void Step()
    {
        var letter = pattern[_at];
        switch (letter)
        {
            case '\\':
                Escape();
                break;
            case '[':
                Class();
                break;
            case '(':
                Open();
                break;
            case ')':
                if (_outside.TryPop(out var outside))
                    (isSingleLine, isExtended) = outside;
                Copy();
                break;
            case '.':
                _result.Append(isSingleLine ? AnyCharacter : AnyLineCharacter);
                _at++;
                break;
            case '^' or '$' or '|' or '?' or '*' or '+' or '{' or '}':
                Copy();
                break;
            case ' ' or (>= '\t' and <= '\r') when isExtended:
                _at++;
                break;
            case '#' when isExtended:
                _at = pattern.IndexOf('\n', _at) is var end and >= 0 ? end + 1 : pattern.Length;
                break;
            default:
                Literal(Next());
                break;
        }
    }

    /// <summary>The character here, and on to the next one.</summary>
    int Next()
    {
        var first = pattern[_at++];
        return char.IsHighSurrogate(first) && _at < pattern.Length && char.IsLowSurrogate(pattern[_at]) ? char.ConvertToUtf32(first, pattern[_at++]) : first;
    }

    void Copy() => _result.Append(pattern[_at++]);

    void Literal(int codePoint)
    {
        if (codePoint > char.MaxValue)
        {
            var pair = char.ConvertFromUtf32(codePoint);
            _result.Append(CultureInfo.InvariantCulture, $@"(?:\u{(int)pair[0]:X4}\u{(int)pair[1]:X4})");
        }
        else if (codePoint < 0x80 && char.IsAsciiLetterOrDigit((char)codePoint))
            _result.Append((char)codePoint);
        else
            _result.Append(CultureInfo.InvariantCulture, $@"\u{codePoint:X4}");
    }

    void Escape()
    {
        if (_at + 1 == pattern.Length)
            throw Refused("ends with a backslash");
        var letter = pattern[_at + 1];
        if (letter == 'Q')
            Quote();
        else if (letter == 'E')
            _at += 2;
        else if (letter == 'p' || letter == 'P')
            _result.Append(Category().ToPattern(letter == 'P'));
        else if (letter is >= '1' and <= '9' or 'A' or 'Z' or 'z')
            CopyEscape();
        else if (letter == 'k')
            Reference();
        else if (letter == 'b' || letter == 'B')
            Write(letter == 'b' ? WordEdge : NoWordEdge, 2);
        else if (letter == 'R')
            Write(@"(?:\r\n|[\n\u000B\f\r\u0085\u2028\u2029])", 2);
        else if (letter != 'N' && CodePointSets.OfEscape(letter) is { } set)
            Write(set.ToPattern(isNegated: false), 2);
        else if (letter == 'N' && At(_at + 2) != '{')
            Write(AnyLineCharacter, 2);
        else
            Literal(EscapedCharacter());
    }

    void Write(string text, int read)
    {
        _result.Append(text);
        _at += read;
    }

    void CopyEscape()
    {
        Copy();
        Copy();
    }

    /// <summary>Without an end the quote reaches to the end of the pattern.</summary>
    void Quote()
    {
        _at += 2;
        var end = pattern.IndexOf(@"\E", _at, StringComparison.Ordinal);
        var stop = end < 0 ? pattern.Length : end;
        while (_at < stop)
            Literal(Next());
        _at = end < 0 ? pattern.Length : end + 2;
    }

    /// <summary><c>\k{name}</c>, <c>\k'name'</c> and <c>\k&lt;name&gt;</c>.</summary>
    void Reference()
    {
        var end = At(_at + 2) switch { '{' => '}', '\'' => '\'', '<' => '>', _ => '\0' };
        var stop = end == '\0' ? -1 : pattern.IndexOf(end, _at + 3);
        if (stop < 0)
            throw Refused(@"has a \k without a name");
        _result.Append(@"\k<").Append(pattern, _at + 3, stop - _at - 3).Append('>');
        _at = stop + 1;
    }

    /// <summary>A character that is escaped or named by its number. Also in brackets.</summary>
    int EscapedCharacter()
    {
        var start = _at;
        _at++;
        var letter = pattern[_at];
        switch (letter)
        {
            case 'a': return Named('\a');
            case 'e': return Named('\u001B');
            case 'f': return Named('\f');
            case 'n': return Named('\n');
            case 'r': return Named('\r');
            case 't': return Named('\t');
            case '0': return Number(8, most: 3);
            case 'x' when At(_at + 1) == '{': return Braced(16, 2);
            case 'o' when At(_at + 1) == '{': return Braced(8, 2);
            case 'N' when At(_at + 1) == '{' && At(_at + 2) == 'U' && At(_at + 3) == '+': return Braced(16, 4);
            case 'x': _at++; return Number(16, most: 2);
            case 'u': _at++; return Pair(Exactly(4));
            case 'c' when At(_at + 1) is > ' ' and < '\u007F' and var control: _at += 2; return char.ToUpperInvariant(control) ^ 0x40;
            case var other when !char.IsAsciiLetterOrDigit(other): return Next();
            default:
                _at = start;
                throw Refused($@"has a \{letter}, which is not known here");
        }
    }

    int Named(char character)
    {
        _at++;
        return character;
    }

    int Braced(int radix, int skipped)
    {
        _at += skipped;
        var number = Number(radix, most: 8);
        if (At(_at) != '}' || number > 0x10FFFF || number is >= 0xD800 and <= 0xDFFF)
            throw Refused("names a character that there is not");
        _at++;
        return number;
    }

    int Number(int radix, int most)
    {
        var number = 0;
        for (var count = 0; count < most && At(_at) is { } digit && DigitOf(digit) is { } value && value < radix && number <= 0x10FFFF; count++, _at++)
            number = (number * radix) + value;
        return number;
    }

    int Exactly(int digits)
    {
        var start = _at;
        var number = Number(16, digits);
        return _at - start == digits ? number : throw Refused(@"has a \u without four digits");
    }

    /// <summary>Two escapes may spell one character.</summary>
    int Pair(int unit)
    {
        if (!char.IsHighSurrogate((char)unit) || At(_at) != '\\' || At(_at + 1) != 'u')
            return unit;
        _at += 2;
        var low = Exactly(4);
        return char.IsLowSurrogate((char)low) ? char.ConvertToUtf32((char)unit, (char)low) : throw Refused("names half a surrogate pair");
    }

    static int? DigitOf(char digit) => char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : null;

    /// <summary><c>\p{Lu}</c>, <c>\p{^Lu}</c> and <c>\pL</c>.</summary>
    CodePointSet Category()
    {
        var name = At(_at + 2)?.ToString() ?? "";
        var end = _at + 3;
        if (name == "{")
        {
            var stop = pattern.IndexOf('}', _at);
            if (stop < 0)
                throw Refused(@"has a \p without an end");
            name = pattern[(_at + 3)..stop];
            end = stop + 1;
        }
        if (name.Length is 0 or > 2 || !name.All(char.IsAsciiLetter))
            throw Refused($@"names a category that is not known here: \p{{{(name.Length > 20 ? name[..20] : name)}}}");
        _at = end;
        return new CodePointSet().AddCategory($@"\p{{{name}}}");
    }

    char? At(int index) => index < pattern.Length ? pattern[index] : null;

    QueryFormatException Refused(string why) => new($"{place}.$regex: {why} (at character {_at})");
}
