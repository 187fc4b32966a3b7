namespace LeanRx;

/// <summary>Disposes of what it owns after the test, the youngest first. A test that waits longer than its patience has failed.</summary>
public abstract class OwningTest(TimeSpan patience) : IAsyncLifetime
{
    readonly CancellationTokenSource _patience = new(patience);
    readonly List<IAsyncDisposable> _owned = [];

    protected OwningTest() : this(TimeSpan.FromMinutes(1))
    {
    }

    protected CancellationToken Patience => _patience.Token;

    public ValueTask InitializeAsync() => default;

    public virtual async ValueTask DisposeAsync()
    {
        _owned.Reverse();
        foreach (var owned in _owned)
            await owned.DisposeAsync();
        _patience.Dispose();
        GC.SuppressFinalize(this);
    }

    protected T Own<T>(T resource) where T : IAsyncDisposable
    {
        _owned.Add(resource);
        return resource;
    }
}
