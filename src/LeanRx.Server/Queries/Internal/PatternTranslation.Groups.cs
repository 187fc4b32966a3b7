namespace LeanRx.Server.Queries.Internal;

/// <summary>What begins with a bracket.</summary>
sealed partial class PatternTranslation
{
    static readonly string[] s_sameGroups = ["(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>"];

    void Open()
    {
        if (At(_at + 1) == '*')
            throw Refused("has a (*…), which is not known here");
        if (At(_at + 1) != '?')
        {
            Enter("(", 1);
            return;
        }
        if (At(_at + 2) == '#')
        {
            _at = pattern.IndexOf(')', _at) is var end and >= 0 ? end + 1 : throw Refused("has a comment without an end");
            return;
        }
        if (s_sameGroups.FirstOrDefault(group => string.CompareOrdinal(pattern, _at, group, 0, group.Length) == 0) is { } same)
            Enter(same, same.Length);
        else if (At(_at + 2) == 'P' && At(_at + 3) == '=')
            Named();
        else if (At(_at + 2) == '<' || (At(_at + 2) == 'P' && At(_at + 3) == '<') || At(_at + 2) == '\'')
            Name();
        else
            Flags();
    }

    void Enter(string text, int read)
    {
        _outside.Push((isSingleLine, isExtended));
        Write(text, read);
    }

    /// <summary><c>(?&lt;name&gt;</c>, <c>(?P&lt;name&gt;</c> and <c>(?'name'</c>.</summary>
    void Name()
    {
        var start = At(_at + 2) == 'P' ? _at + 4 : _at + 3;
        var stop = pattern.IndexOf(pattern[start - 1] == '<' ? '>' : '\'', start);
        if (stop < 0 || !IsName(pattern.AsSpan(start, stop - start)))
            throw Refused("has a group without a name");
        Enter($"(?<{pattern[start..stop]}>", stop + 1 - _at);
    }

    /// <summary><c>(?P=name)</c>.</summary>
    void Named()
    {
        var stop = pattern.IndexOf(')', _at);
        if (stop < 0 || !IsName(pattern.AsSpan(_at + 4, stop - _at - 4)))
            throw Refused("refers to a group without a name");
        Write($@"\k<{pattern[(_at + 4)..stop]}>", stop + 1 - _at);
    }

    static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (var letter in name)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '_')
                return false;
        }
        return name.Length > 0 && !char.IsAsciiDigit(name[0]);
    }

    /// <summary>
    /// <c>(?i)</c>, which lasts to the end of the group around it, and <c>(?i:</c>, a group of its own. What .NET is not told is minded here.
    /// </summary>
    void Flags()
    {
        var (single, extended, isOn, at) = (isSingleLine, isExtended, true, _at + 2);
        var told = "";
        for (; At(at) is { } flag and not (':' or ')'); at++)
        {
            switch (flag)
            {
                case '-' when isOn: isOn = false; told += "-"; break;
                case 'i' or 'm': told += flag; break;
                case 's': single = isOn; break;
                case 'x': extended = isOn; break;
                default: throw Refused("has a group of a kind that is not known here");
            }
        }
        if (At(at) is not { } end)
            throw Refused("has a group without an end");
        told = told == "-" ? "" : told.TrimEnd('-');
        if (end == ':')
            Enter($"(?{told}:", at + 1 - _at);
        else
            Write(told.Length == 0 ? "" : $"(?{told})", at + 1 - _at);
        (isSingleLine, isExtended) = (single, extended);
    }

    void Class()
    {
        var start = _at++;
        var isNegated = At(_at) == '^';
        if (isNegated)
            _at++;
        var set = new CodePointSet();
        for (var isFirst = true; ; isFirst = false)
        {
            switch (At(_at))
            {
                case null:
                    _at = start;
                    throw Refused("has a [ without an end");
                case ']' when !isFirst:
                    _at++;
                    _result.Append(set.ToPattern(isNegated));
                    return;
                default:
                    Item(set);
                    break;
            }
        }
    }

    void Item(CodePointSet set)
    {
        if (pattern[_at] == '[' && At(_at + 1) is ':' or '.' or '='
            && pattern.IndexOf($"{pattern[_at + 1]}]", _at + 2, StringComparison.Ordinal) is var end and >= 0)
        {
            Posix(set, end);
            return;
        }
        if (pattern[_at] == '\\' && Several(set))
            return;
        var first = Single();
        if (At(_at) != '-' || At(_at + 1) is null or ']'
            || (At(_at + 1) == '\\' && At(_at + 2) is 'd' or 'D' or 'w' or 'W' or 's' or 'S' or 'h' or 'H' or 'v' or 'V' or 'p' or 'P'))
        {
            set.Add(first, first);
            return;
        }
        _at++;
        var last = Single();
        if (last < first)
            throw Refused("has a range that runs backwards");
        set.Add(first, last);
    }

    void Posix(CodePointSet set, int end)
    {
        var isNegated = At(_at + 2) == '^';
        var name = pattern[(_at + (isNegated ? 3 : 2))..end];
        if (pattern[_at + 1] != ':' || CodePointSets.OfClass(name) is not { } named)
            throw Refused("names a class that is not known here");
        set.Add(isNegated ? named.Complement() : named);
        _at = end + 2;
    }

    /// <summary>An escape in brackets that is no single character.</summary>
    bool Several(CodePointSet set)
    {
        var letter = At(_at + 1);
        if (letter == 'Q')
        {
            _at += 2;
            var end = pattern.IndexOf(@"\E", _at, StringComparison.Ordinal);
            for (var stop = end < 0 ? pattern.Length : end; _at < stop;)
            {
                var quoted = Next();
                set.Add(quoted, quoted);
            }
            _at = end < 0 ? pattern.Length : end + 2;
        }
        else if (letter == 'E')
            _at += 2;
        else if (letter == 'p')
            set.Add(Category());
        else if (letter is { } named and not 'N' && CodePointSets.OfEscape(named) is { } several)
        {
            set.Add(several);
            _at += 2;
        }
        else
            return false;
        return true;
    }

    int Single()
    {
        if (pattern[_at] != '\\')
            return Next();
        if (_at + 1 == pattern.Length)
            throw Refused("ends with a backslash");
        if (pattern[_at + 1] == 'b')
        {
            _at += 2;
            return '\b';
        }
        if (pattern[_at + 1] is not (>= '1' and <= '7'))
            return EscapedCharacter();
        // In brackets a number names a character, not a group.
        _at++;
        return Number(8, most: 3);
    }
}
