namespace LeanRx.Simulation;

/// <summary>A running hash (FNV-1a) over lines of a trace, the same on every machine.</summary>
sealed class TraceHash
{
    public ulong Value { get; private set; } = 14695981039346656037;

    public void Add(DateTimeOffset at, string name, string what)
    {
        Add((ulong)at.UtcTicks);
        foreach (var character in name)
            Add(character);
        foreach (var character in what)
            Add(character);
    }

    public void Add(ulong value) => Value = (Value ^ value) * 1099511628211;
}
