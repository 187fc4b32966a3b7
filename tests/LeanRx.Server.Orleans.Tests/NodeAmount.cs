namespace LeanRx.Server.Orleans.Tests;

/// <summary>How often a test lets something happen to nodes: some times, or in full where the variable <c>LEANRX_CLUSTER</c> is <c>full</c>.</summary>
static class NodeAmount
{
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("LEANRX_CLUSTER") == "full";

    /// <summary>Passes a test over that takes a quarter of a minute and more, since its nodes are processes that wait for each other.</summary>
    public static void RequireAll() => Assert.SkipUnless(IsFull || Amount.IsAll,
        "It waits for processes of nodes: set LEANRX_TESTS=all, as .ci/run does.");

    public static T Of<T>(T some, T full) => IsFull ? full : some;

    /// <summary>What a wait may take at most: a bar where nothing but the nodes runs on the machine, else no reason to fail.</summary>
    public static void RequireAtMost(TimeSpan bar, TimeSpan waited, string what) =>
        Assert.True(!IsFull || waited <= bar, $"{what}: {waited.TotalMilliseconds:N0} ms, and {bar.TotalMilliseconds:N0} ms at most.");
}
