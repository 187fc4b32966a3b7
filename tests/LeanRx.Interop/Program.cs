using LeanRx.Interop;

if (NodeModules.Lack is { } lack)
{
    Console.Error.WriteLine(lack);
    return 2;
}

var cells = await Matrix.PlayAsync(Sdk.All);
foreach (var cell in cells)
    Console.WriteLine(cell);
return cells.Any(cell => cell.Outcome == Outcome.Failed) ? 1 : 0;
