using LeanRx.Server.Push.Tests.Support;
using LeanRx.Server.Storage;
using LeanRx.Testing;

namespace LeanRx.Server.Push.Tests;

/// <summary>The end does not wait for a store that does not answer.</summary>
public class ShutdownTests : PushTest
{
    readonly SilentStore _store;

    public ShutdownTests() : this(new SilentStore())
    {
    }

    ShutdownTests(SilentStore store) : base(store) => _store = store;

    [Fact]
    public async Task Who_stops_waits_for_the_devices_no_longer_than_the_time_to_drain()
    {
        Start();
        Say(Alert("1"));
        Say(Alert("2"));
        var stopped = StopAsync().AsTask();
        Pass(4.9);
        Assert.False(stopped.IsCompleted);
        Pass(0.2);

        await stopped;
        Assert.Equal("Warning: 2 notifications of the application demo were not sent before the end.", Assert.Single(Logged));
        _store.Answer.SetResult([]);
    }

    sealed class SilentStore() : ForwardingStore(new InMemoryMessageStore(new byte[] { 1, 2, 3 }))
    {
        public TaskCompletionSource<IReadOnlyList<Device>> Answer { get; } = new();

        public override IDeviceStore Devices => new SilentDevices(Answer.Task);
    }

    sealed class SilentDevices(Task<IReadOnlyList<Device>> answer) : IDeviceStore
    {
        public ValueTask SaveAsync(Device device, CancellationToken cancellationToken = default) => default;

        public ValueTask<Device?> FindAsync(string applicationId, string deviceId, CancellationToken cancellationToken = default) => default;

        public ValueTask<IReadOnlyList<Device>> FindByAddressAsync(string applicationId, string address, CancellationToken cancellationToken = default) =>
            new([]);

        public ValueTask<IReadOnlyList<Device>> FindByChannelsAsync(string applicationId, IReadOnlyList<string> channels, int limit,
            CancellationToken cancellationToken = default) => new(answer);

        public ValueTask<IReadOnlyList<Device>> ScanAsync(string applicationId, string? afterId, int limit, CancellationToken cancellationToken = default) =>
            new([]);

        public ValueTask<long> CountAsync(string applicationId, CancellationToken cancellationToken = default) => new(0);

        public ValueTask DeleteAsync(string applicationId, string deviceId, CancellationToken cancellationToken = default) => default;
    }
}
