using LeanRx.Interop;

if (NodeModules.Lack is { } lack)
{
    Console.Error.WriteLine(lack);
    return 2;
}

var file = Array.IndexOf(args, "--write") is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
var failures = new List<Cell>();
var (name, text) = args.FirstOrDefault() switch
{
    "matrix" => ("matrix", await MatrixAsync()),
    "pair" when args.Length > 2 => ("pair", await PairAsync(args[1], args[2], args.ElementAtOrDefault(3) ?? "")),
    "transcript" => ("transcript", $"```\n{await Transcript.PlayAsync()}```\n"),
    _ => ("", ""),
};
if (name.Length == 0)
{
    Console.Error.WriteLine("usage: LeanRx.Interop matrix|transcript [--write FILE], or pair SDK SDK [PART OF A TITLE]");
    return 2;
}

Console.Write(text);
if (file is not null && failures.Count == 0)
    MarkedText.Write(file, name, text);
return failures.Count == 0 ? 0 : 1;

async Task<string> MatrixAsync() => MatrixText.Of(Sdk.All, Show(await Matrix.PlayAsync(Sdk.All)));

async Task<string> PairAsync(string first, string second, string title) => string.Join('\n', Show([
    .. await Matrix.PlayAsync([new Pair(Named(first), Named(second))], Part(Repertoire.All, title)),
    .. await Matrix.PlayStrictAsync([new Pair(Named(first), Named(second))], Part(Repertoire.Strict, title))])
        .Select(cell => $"{cell.Scenario}: {cell.Outcome} {cell.Reason}"));

IReadOnlyList<Scenario> Part(IReadOnlyList<Scenario> scenarios, string title) =>
    [.. scenarios.Where(scenario => scenario.Title.Contains(title, StringComparison.OrdinalIgnoreCase))];

Sdk Named(string name) => Sdk.All.Concat(Sdk.Before357).First(sdk => sdk.Name == name);

IReadOnlyList<Cell> Show(IReadOnlyList<Cell> cells)
{
    failures.AddRange(cells.Where(cell => cell.Outcome == Outcome.Failed));
    foreach (var failure in failures)
        Console.Error.WriteLine(failure);
    return cells;
}
