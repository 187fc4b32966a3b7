namespace Guide.Playing;

/// <summary>Keeps what it is told.</summary>
public sealed class Record<T> : IProgress<T>
{
    readonly Lock _lock = new();
    readonly List<T> _values = [];

    public IReadOnlyList<T> Values
    {
        get
        {
            lock (_lock)
                return [.. _values];
        }
    }

    public void Report(T value)
    {
        lock (_lock)
            _values.Add(value);
    }
}
