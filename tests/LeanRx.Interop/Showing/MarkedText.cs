namespace LeanRx.Interop;

/// <summary>A part of a Markdown file between <c>&lt;!-- name --&gt;</c> and <c>&lt;!-- /name --&gt;</c>, which a command writes.</summary>
public static class MarkedText
{
    public static string Read(string file, string name)
    {
        var (text, start, end) = Find(file, name);
        return text[start..end];
    }

    public static void Write(string file, string name, string content)
    {
        var (text, start, end) = Find(file, name);
        File.WriteAllText(file, text[..start] + content + text[end..]);
    }

    static (string Text, int Start, int End) Find(string file, string name)
    {
        var text = File.ReadAllText(file).ReplaceLineEndings("\n");
        var opening = $"<!-- {name} -->\n";
        var start = text.IndexOf(opening, StringComparison.Ordinal);
        var end = text.IndexOf($"<!-- /{name} -->", StringComparison.Ordinal);
        return start >= 0 && end > start ? (text, start + opening.Length, end) : throw new InvalidOperationException($"{file} has no place named {name}.");
    }
}
