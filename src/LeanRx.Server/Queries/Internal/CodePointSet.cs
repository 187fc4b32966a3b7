using System.Text;

namespace LeanRx.Server.Queries.Internal;

/// <summary>A set of characters as a regular expression that works on UTF-16 units needs it: those of one unit in brackets, those of two as pairs.</summary>
sealed class CodePointSet
{
    const int Last = 0x10FFFF;
    const int FirstPair = 0x10000;
    const int FirstSurrogate = 0xD800;
    const int LastSurrogate = 0xDFFF;

    readonly List<(int First, int Last)> _ranges = [];
    readonly StringBuilder _categories = new();

    public bool IsEmpty => _ranges.Count == 0 && _categories.Length == 0;

    public static CodePointSet Of(params ReadOnlySpan<(int First, int Last)> ranges)
    {
        var set = new CodePointSet();
        foreach (var (first, last) in ranges)
            set.Add(first, last);
        return set;
    }

    public CodePointSet Add(int first, int last)
    {
        _ranges.Add((first, last));
        return this;
    }

    public CodePointSet Add(CodePointSet other)
    {
        _ranges.AddRange(other._ranges);
        _categories.Append(other._categories);
        return this;
    }

    /// <summary>A category of Unicode, <c>\p{L}</c>. It has the characters of one unit alone.</summary>
    public CodePointSet AddCategory(string category)
    {
        _categories.Append(category);
        return this;
    }

    /// <summary>All other characters. Of a set with categories none are known.</summary>
    public CodePointSet Complement()
    {
        var set = new CodePointSet();
        var next = 0;
        foreach (var (first, last) in Merged())
        {
            if (first > next)
                set.Add(next, first - 1);
            next = last + 1;
        }
        return next <= Last ? set.Add(next, Last) : set;
    }

    /// <summary>The expression for one character of the set, or for one that is not in it.</summary>
    public string ToPattern(bool isNegated)
    {
        var merged = Merged();
        if (isNegated && _categories.Length == 0)
            return Complement().ToPattern(isNegated: false);
        List<string> alternatives = [];
        var units = new StringBuilder();
        foreach (var (first, last) in merged.Where(static range => range.First < FirstPair))
            AppendUnits(units, first, Math.Min(last, FirstPair - 1));
        units.Append(_categories);
        if (isNegated)
            alternatives.Add($@"[^{units}\uD800-\uDFFF]");
        else if (_categories.Length > 0)
            alternatives.Add($@"[{units}-[\uD800-\uDFFF]]");
        else if (units.Length > 0)
            alternatives.Add($"[{units}]");
        foreach (var (first, last) in (isNegated ? Complement().Merged() : merged).Where(static range => range.Last >= FirstPair))
            AddPairs(alternatives, Math.Max(first, FirstPair), last);
        return alternatives.Count switch
        {
            0 => "(?!)",
            1 when alternatives[0][0] == '[' && !alternatives[0].Contains("][", StringComparison.Ordinal) => alternatives[0],
            _ => $"(?:{string.Join('|', alternatives)})",
        };
    }

    List<(int First, int Last)> Merged()
    {
        List<(int First, int Last)> merged = [];
        foreach (var (first, last) in _ranges.Order())
        {
            if (merged.Count > 0 && first <= merged[^1].Last + 1)
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, last));
            else
                merged.Add((first, last));
        }
        return merged;
    }

    static void AppendUnits(StringBuilder units, int first, int last)
    {
        if (first < FirstSurrogate)
            AppendRange(units, first, Math.Min(last, FirstSurrogate - 1));
        if (last > LastSurrogate)
            AppendRange(units, Math.Max(first, LastSurrogate + 1), last);
    }

    static void AddPairs(List<string> alternatives, int first, int last)
    {
        while (first <= last)
        {
            var (high, low) = Split(first);
            var (lastHigh, lastLow) = Split(last);
            if (high == lastHigh || low > 0xDC00)
            {
                var end = high == lastHigh ? lastLow : 0xDFFF;
                alternatives.Add($"{Unit(high)}[{Range(low, end)}]");
                first += end - low + 1;
            }
            else
            {
                var whole = lastLow == 0xDFFF ? lastHigh : lastHigh - 1;
                alternatives.Add($@"[{Range(high, whole)}][\uDC00-\uDFFF]");
                first += (whole - high + 1) * 0x400;
            }
        }
    }

    static (int High, int Low) Split(int codePoint) => (0xD800 + ((codePoint - FirstPair) >> 10), 0xDC00 + ((codePoint - FirstPair) & 0x3FF));

    static void AppendRange(StringBuilder units, int first, int last) => units.Append(Range(first, last));

    static string Range(int first, int last) => first == last ? Unit(first) : $"{Unit(first)}-{Unit(last)}";

    static string Unit(int unit) => $"\\u{unit:X4}";
}
