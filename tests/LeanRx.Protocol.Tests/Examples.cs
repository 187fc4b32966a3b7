namespace LeanRx.Protocol.Tests;

/// <summary>The frames in Examples.txt: where each stands in protocol.md, what was read, and what the codec writes for it.</summary>
static class Examples
{
    public static TheoryData<string, string, string> All { get; } = Read();

    static TheoryData<string, string, string> Read()
    {
        using var reader = new StreamReader(typeof(Examples).Assembly.GetManifestResourceStream("Examples.txt")!);
        var data = new List<(string Section, string Json, string Expected)>();
        var section = "";
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('§')) section = line;
            else if (line.StartsWith('=')) data[^1] = data[^1] with { Expected = line[2..] };
            else if (line.StartsWith('>') || line.StartsWith('<')) data.Add((section, line[2..], line[2..]));
        }
        return new(data);
    }
}
