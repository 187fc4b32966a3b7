using System.Text;

namespace LeanRx.Testing.Tests;

/// <summary>
/// JSON by chance, as the program of anybody may write it: every spelling of numbers, halves of emoji in names and values, names twice, any type anywhere.
/// </summary>
sealed class RandomBodies(Random random)
{
    static readonly string[] s_numbers =
        ["0", "-0", "-1", "-1.0", "1E2", "1e400", "-1e999", "0.1", "12345678901234567890", "9223372036854775808", "-9223372036854775808", "1e-400",
        "3.0000000000000000001"];

    static readonly string[] s_types =
        ["-1", "-1.0", "-2", "-3", "-4", "-5", "-6", "-127", "7", "0", "-1e0", "1.5", "1e400", "\"-1\"", "null", "[]", "99999999999"];

    static readonly string[] s_letters =
        ["a", "汤", "😀", "\\ud83d", "\\ude00", "\\ud83d\\ude00", "\\u0000", "\\n", "\\\"", "\\\\", "\\u2028", "\ufeff", ".", "$", "<b>", " "];

    static readonly string[] s_names =
        ["_lctype", "_lctext", "_lcattrs", "_lcfile", "_lcloc", "url", "objId", "metaData", "name", "format", "size", "width", "height", "duration",
        "latitude", "longitude", "__type", "iso"];

    /// <summary>A body: mostly a typed one with its own members and others, sometimes any JSON, sometimes none.</summary>
    public string Body() => random.Next(20) switch
    {
        0 => Text()[1..^1],
        1 => Value(3),
        2 => "{" + Text(),
        3 => Nested(random.Next(55, 66)),
        4 => $$"""{"_lctype":-1,"_lctext":"deep","_lcattrs":{{Nested(random.Next(55, 66))}}}""",
        5 => $$"""{"_lctype":-1,"_lcattrs":"{{Object(2).Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}}"}""",
        _ => Typed(),
    };

    /// <summary>Attributes of a conversation: what a server may take or not.</summary>
    public string Object(int depth) => "{" + string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => $"{Name()}:{Value(depth - 1)}")) + "}";

    public string Value(int depth) => random.Next(depth > 0 ? 8 : 6) switch
    {
        0 => "null",
        1 => "true",
        2 or 3 => OneOf(s_numbers),
        4 or 5 => Text(),
        6 => "[" + string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Value(depth - 1))) + "]",
        _ => Object(depth),
    };

    public string Text() => $"\"{string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => OneOf(s_letters)))}\"";

    string Typed()
    {
        var body = new StringBuilder("{\"_lctype\":").Append(OneOf(s_types));
        Add(body, "_lctext", () => Text());
        Add(body, "_lcattrs", () => Object(3));
        Add(body, "_lcfile", File);
        Add(body, "_lcloc", () => $$"""{"latitude":{{Some(() => OneOf(s_numbers))}},"longitude":{{Some(() => OneOf(s_numbers))}}}""");
        for (var more = random.Next(3); more > 0; more--)
            body.Append(',').Append(Name()).Append(':').Append(Value(2));
        return body.Append('}').ToString();
    }

    string File()
    {
        var number = () => Some(() => OneOf(s_numbers));
        return $$"""{"url":{{Some(() => OneOf("\"https://a.example/k.png\"", "\"\\ud83d://\"", "\"http://[::1\"", "\"http://xn--/\"", "\"/x y\""))}},"objId":{{Some(Text)}},"name":{{Some(Text)}},"size":{{number()}},"metaData":{{Some(() => $$"""{"name":{{Some(Text)}},"size":{{number()}},"width":{{number()}},"height":{{number()}},"duration":{{number()}}}""")}}}""";
    }

    void Add(StringBuilder body, string name, Func<string> value)
    {
        if (random.Next(3) > 0)
            body.Append(",\"").Append(name).Append("\":").Append(Some(value));
    }

    /// <summary>What belongs there, or something else.</summary>
    string Some(Func<string> value) => random.Next(5) == 0 ? Value(2) : value();

    string Name() => random.Next(3) == 0 ? $"\"{OneOf(s_names)}\"" : Text();

    static string Nested(int depth) => string.Concat(Enumerable.Repeat("{\"k\":", depth - 1)) + "{}" + new string('}', depth - 1);

    T OneOf<T>(params T[] choices) => choices[random.Next(choices.Length)];
}
