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
    "transcript" => ("transcript", $"```\n{await Transcript.PlayAsync()}```\n"),
    _ => ("", ""),
};
if (name.Length == 0)
{
    Console.Error.WriteLine("usage: LeanRx.Interop matrix|transcript [--write FILE]");
    return 2;
}

Console.Write(text);
if (file is not null && failures.Count == 0)
    MarkedText.Write(file, name, text);
return failures.Count == 0 ? 0 : 1;

async Task<string> MatrixAsync()
{
    var cells = await Matrix.PlayAsync(Sdk.All);
    failures.AddRange(cells.Where(cell => cell.Outcome == Outcome.Failed));
    foreach (var failure in failures)
        Console.Error.WriteLine(failure);
    return MatrixText.Of(Sdk.All, cells);
}
