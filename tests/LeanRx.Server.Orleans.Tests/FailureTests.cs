using LeanRx.Server.PostgreSql.Tests;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>What happens to a node under load is seen by nobody but as a wait: nothing acked is lost, nothing is stored twice, all is in order.</summary>
public sealed class FailureTests(DatabaseServer database, ITestOutputHelper output) : ProcessTest(database)
{
    const int Count = 20;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_node_that_ends_under_load_is_taken_over(bool isKilled)
    {
        var (_, url) = await ServeAsync();
        var (other, _) = await ServeAsync();
        await SharedAsync(nodes: 2);
        await using var senders = await Senders.StartAsync(url, "Tom", Count, Patience);
        await senders.Busy;

        if (isKilled)
            other.Kill();
        else
            other.Terminate();
        Assert.Equal(isKilled ? 128 + 9 : 0, await other.WaitForExitAsync());
        await senders.FinishAsync(2000);

        output.WriteLine($"{(isKilled ? "SIGKILL" : "SIGTERM")}: {senders.Acked} acked, longest wait {senders.Longest.TotalMilliseconds:N0} ms");
        await senders.RequireAllAsync(Patience);
    }

    [Fact]
    public async Task Of_three_nodes_one_is_killed_and_the_clients_of_the_two_others_notice_nothing_but_a_wait()
    {
        var (_, url) = await ServeAsync();
        var (_, otherUrl) = await ServeAsync();
        var (lost, _) = await ServeAsync();
        await SharedAsync(nodes: 3);
        await using var senders = await Senders.StartAsync(url, "Tom", Count, Patience);
        await using var others = await Senders.StartAsync(otherUrl, "Jerry", Count, Patience);
        await senders.Busy;
        await others.Busy;

        lost.Kill();
        Assert.Equal(128 + 9, await lost.WaitForExitAsync());
        await Task.WhenAll(senders.FinishAsync(1000), others.FinishAsync(1000));
        await SharedAsync(nodes: 2);

        output.WriteLine($"SIGKILL, one of three: {senders.Acked + others.Acked} acked, longest wait {senders.Longest.TotalMilliseconds:N0} and " +
            $"{others.Longest.TotalMilliseconds:N0} ms");
        await senders.RequireAllAsync(Patience);
        await others.RequireAllAsync(Patience);
    }

    [Fact]
    public async Task A_node_that_joins_under_load_takes_its_share()
    {
        var (_, url) = await ServeAsync();
        await SharedAsync(nodes: 1);
        await using var senders = await Senders.StartAsync(url, "Tom", Count, Patience);
        await senders.Busy;

        await ServeAsync();
        await SharedAsync(nodes: 2);
        await senders.FinishAsync(2000);

        output.WriteLine($"join: {senders.Acked} acked, longest wait {senders.Longest.TotalMilliseconds:N0} ms");
        await senders.RequireAllAsync(Patience);
    }

    [Fact]
    public async Task A_node_that_was_suspended_and_given_up_stores_nothing_more_and_ends()
    {
        var (_, url) = await ServeAsync();
        var (other, otherUrl) = await ServeAsync();
        await SharedAsync(nodes: 2);
        await using var senders = await Senders.StartAsync(url, "Tom", Count, Patience);
        await using var believing = await Senders.StartAsync(otherUrl, "Jerry", Count, Patience);
        await senders.Busy;
        await believing.Busy;

        other.Suspend();
        await senders.FinishAsync(2000);
        await SharedAsync(nodes: 1);
        output.WriteLine($"SIGSTOP: {senders.Acked} acked, longest wait {senders.Longest.TotalMilliseconds:N0} ms");
        other.Resume();

        await other.ErrorAsync("is part of the cluster no longer");
        Assert.Equal(1, await other.WaitForExitAsync());
        await senders.RequireAllAsync(Patience);
    }
}
