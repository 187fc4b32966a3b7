namespace LeanRx.Interop.Tests;

/// <summary>What a test says of cells that failed.</summary>
static class Faults
{
    public static void None(IEnumerable<Cell> cells)
    {
        Cell[] failed = [.. cells.Where(cell => cell.Outcome == Outcome.Failed)];
        if (failed.Length > 0)
            Assert.Fail(string.Join("\n\n", failed.AsEnumerable()));
    }
}
