using LeanRx.Server.PostgreSql.Tests;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>What happens to a node under load is seen by nobody but as a wait: nothing acked is lost, nothing is stored twice, all is in order.</summary>
[Collection(Alone.Name)]
public sealed class FailureTests(DatabaseServer database, ITestOutputHelper output) : ProcessTest(database)
{
    const int Count = 20;

    static readonly TimeSpan s_bar = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_node_that_is_told_to_end_under_load_hands_over_what_it_owns()
    {
        var nodes = await StartNodesAsync(2);
        await using var senders = await Senders.StartAsync(nodes[0].Url, "Tom", Count, Patience);

        await nodes[1].StopAsync();
        await senders.RoundsAsync(20);

        await RequireAsync("SIGTERM", senders, s_bar);
    }

    [Fact]
    public async Task Of_three_nodes_one_is_killed_and_the_clients_of_the_two_others_notice_nothing_but_a_wait()
    {
        NodeAmount.RequireAll();
        var nodes = await StartNodesAsync(3);
        await using var senders = await Senders.StartAsync(nodes[0].Url, "Tom", Count, Patience);
        await using var others = await Senders.StartAsync(nodes[1].Url, "Jerry", Count, Patience);
        senders.TakeLongest();
        others.TakeLongest();

        await nodes[2].KillAsync();
        await SharedAsync(2);
        await Task.WhenAll(senders.RoundsAsync(20), others.RoundsAsync(20));

        await RequireAsync("SIGKILL, one of three", senders, s_bar);
        await RequireAsync("SIGKILL, one of three", others, s_bar);
    }

    [Fact]
    public async Task A_node_that_was_suspended_and_given_up_stores_nothing_more_and_ends()
    {
        NodeAmount.RequireAll();
        var nodes = await StartNodesAsync(2);
        await using var balancer = new Balancer();
        balancer.Add(nodes[1].Url);
        await using var senders = await Senders.StartAsync(nodes[0].Url, "Tom", Count, Patience);
        await using var believing = await Senders.StartAsync(balancer.Url, "Jerry", Count, Patience);
        senders.TakeLongest();

        nodes[1].Process.Suspend();
        await SharedAsync(1);
        await senders.RoundsAsync(20);
        // Who loses the connection to it goes to the other from now on.
        balancer.Add(nodes[0].Url);
        nodes[1].Process.Resume();

        await nodes[1].Process.ErrorAsync("is part of the cluster no longer");
        Assert.Equal(1, await nodes[1].Process.WaitForExitAsync());
        await believing.RoundsAsync(5);
        await RequireAsync("SIGSTOP", senders, TimeSpan.FromSeconds(7));
        await believing.RequireAllAsync(Patience);
    }

    async Task RequireAsync(string what, Senders senders, TimeSpan bar)
    {
        var longest = senders.TakeLongest();
        output.WriteLine($"{what}: {senders.Acked} acked, longest wait {longest.TotalMilliseconds:N0} ms");
        await senders.RequireAllAsync(Patience);
        NodeAmount.RequireAtMost(bar, longest, what);
    }
}
