using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeanRx.Common.Internal;

namespace LeanRx.Queries.Internal;

// protocol.md §4.5.1
/// <summary>Conditions on texts: all of them are <c>$regex</c> on the wire, with <c>\Q…\E</c> around what is meant literally.</summary>
internal static class Pattern
{
    const int MaxLength = 4096;
    const RegexOptions Known = RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace;

    public static Condition Start(string path, string text) => Of(path, "^" + Quoted(text), "", nameof(text));

    public static Condition Piece(string path, string text) => Of(path, Quoted(text), "", nameof(text));

    public static Condition Expression(string path, string pattern, RegexOptions options)
    {
        if ((options & ~Known) is not RegexOptions.None and var unknown)
            throw new ArgumentException($"A query cannot say {unknown}; it can say IgnoreCase, Multiline, Singleline and IgnorePatternWhitespace.",
                nameof(options));
        var letters = (options.HasFlag(RegexOptions.IgnoreCase) ? "i" : "") + (options.HasFlag(RegexOptions.Multiline) ? "m" : "")
            + (options.HasFlag(RegexOptions.Singleline) ? "s" : "") + (options.HasFlag(RegexOptions.IgnorePatternWhitespace) ? "x" : "");
        return Of(path, Guard.NotNull(pattern, nameof(pattern)), letters, nameof(pattern));
    }

    static Condition Of(string path, string pattern, string options, string argument)
    {
        if (pattern.Length > MaxLength)
            throw new ArgumentException($"{argument} makes a pattern of {pattern.Length} characters; at most {MaxLength} are possible.", argument);
        var test = new JsonObject { ["$regex"] = pattern };
        if (options.Length > 0)
            test["$options"] = options;
        return Condition.Of(path, test);
    }

    // An end of quote within the text is left and entered again.
    static string Quoted(string text) => @"\Q" + Guard.NotNull(text, nameof(text)).Replace(@"\E", @"\E\\E\Q") + @"\E";
}
