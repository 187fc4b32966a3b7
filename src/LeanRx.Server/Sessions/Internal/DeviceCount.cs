using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.Sessions.Internal;

/// <summary>How many devices an application has: the store is asked once, before any of them is made or deleted, and from then on they are counted.</summary>
internal sealed class DeviceCount(EngineServices services, string applicationId)
{
    readonly CommandGate _loading = new();
    long _count = -1;

    public ValueTask PrepareAsync() => Volatile.Read(ref _count) >= 0 ? default : LoadAsync();

    /// <summary>Counts one more; false when there are as many as there may be.</summary>
    public bool TryAdd()
    {
        long count;
        while ((count = Volatile.Read(ref _count)) < services.Limits.MaxDevices)
            if (Interlocked.CompareExchange(ref _count, count + 1, count) == count)
                return true;
        return false;
    }

    public void Remove() => Interlocked.Decrement(ref _count);

    async ValueTask LoadAsync()
    {
        await _loading.EnterAsync().ConfigureAwait(false);
        try
        {
            if (_count < 0)
                Volatile.Write(ref _count, await services.Store.Devices.CountAsync(applicationId).ConfigureAwait(false));
        }
        finally
        {
            _loading.Leave();
        }
    }
}
