using LeanRx.Server.Limits.Internal;
using Microsoft.Reactive.Testing;

namespace LeanRx.Server.Tests;

/// <summary>Queries that wait for others, of the same client or of all.</summary>
public class QueryGateTests
{
    readonly QueryGate _gate = new(places: 1, waitingPerClient: 2, new TestScheduler());
    readonly TaskCompletionSource<int> _held = new();

    /// <summary>Virtual time has one thread: what waited would go on beside it, sooner or later, and no run would be like another.</summary>
    [Theory]
    [InlineData("Tom")]
    [InlineData("Jerry")]
    public async Task Who_waited_goes_on_at_once_and_on_the_thread_that_leaves(string client)
    {
        var first = RunAsync("Tom", () => new ValueTask<int>(_held.Task));
        var second = RunAsync(client, static () => new ValueTask<int>(Environment.CurrentManagedThreadId));
        var third = RunAsync(client, static () => new ValueTask<int>(Environment.CurrentManagedThreadId));
        Assert.False(second.IsCompleted || third.IsCompleted);

        _held.SetResult(0);

        Assert.True(first.IsCompletedSuccessfully && second.IsCompletedSuccessfully && third.IsCompletedSuccessfully);
        var thread = Environment.CurrentManagedThreadId;
        Assert.Equal(thread, await second);
        Assert.Equal(thread, await third);
    }

    [Fact]
    public async Task Who_is_gone_when_it_is_its_turn_asks_nothing_and_holds_up_nobody()
    {
        using var gone = new CancellationTokenSource();
        var first = RunAsync("Tom", () => new ValueTask<int>(_held.Task));
        var second = RunAsync("Tom", static () => throw new InvalidOperationException("It was asked."), gone.Token);
        var third = RunAsync("Tom", static () => new ValueTask<int>(3));
        await gone.CancelAsync();

        _held.SetResult(1);

        Assert.True(second.IsCanceled);
        Assert.Equal(1, await first);
        Assert.Equal(3, await third);
    }

    Task<int> RunAsync(string client, Func<ValueTask<int>> query, CancellationToken cancellationToken = default) =>
        _gate.RunAsync(client, query, cancellationToken).AsTask();
}
