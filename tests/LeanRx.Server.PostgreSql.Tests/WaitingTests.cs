using LeanRx.Server.Storage;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.PostgreSql.Tests;

/// <summary>How long a database that is away or cannot write is waited for, and what is told afterwards.</summary>
[Trait("Speed", "slow")]
public sealed class WaitingTests(DatabaseServer server) : SchemaTest(server)
{
    [Fact]
    public async Task Sends_wait_as_long_as_they_may_and_are_then_refused_with_the_reason()
    {
        var clock = new SteppedClock();
        await using var proxy = new TcpProxy(Server.Port);
        await using var store = await OpenAsync(proxy, TimeSpan.FromSeconds(10), scheduler: clock);
        await store.Messages.AppendAsync(Message("a", 1));
        clock.Advance(TimeSpan.FromSeconds(5));
        proxy.Close(isClosed: true);
        var begun = clock.Now;

        var append = store.Messages.AppendAsync(Message("b", 2)).AsTask();
        // After 50, 100, 200, 400 and 800 ms, and every second from then on.
        for (var tries = 0; tries < 14; tries++)
        {
            Assert.False(append.IsCompleted);
            await clock.StepAsync();
        }

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => append);
        var read = await Assert.ThrowsAsync<StoreUnavailableException>(() => HistoryAsync(store));

        Assert.Equal("The store is unavailable: the database cannot be reached.", refused.Message);
        Assert.Equal(refused.Message, read.Message);
        Assert.Equal(10_550, (clock.Now - begun).TotalMilliseconds);
        proxy.Close(isClosed: false);
        Assert.Equal("a", await HistoryAsync(store));
        await store.Messages.AppendAsync(Message("c", 3));
        Assert.Equal("a c", await HistoryAsync(store));
    }

    [Fact]
    public async Task A_write_that_waits_for_the_database_can_be_given_up()
    {
        var clock = new SteppedClock();
        await using var proxy = new TcpProxy(Server.Port);
        await using var store = await OpenAsync(proxy, scheduler: clock);
        await store.Messages.AppendAsync(Message("a", 1));
        clock.Advance(TimeSpan.FromSeconds(5));
        proxy.Close(isClosed: true);
        using var givenUp = new CancellationTokenSource();

        var append = store.Messages.AppendAsync(Message("b", 2), givenUp.Token).AsTask();
        var kept = store.Messages.AppendAsync(Message("c", 3)).AsTask();
        var goOn = await clock.WaitedForAsync();
        await givenUp.CancelAsync();
        goOn();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => append);
        goOn = await clock.WaitedForAsync();
        proxy.Close(isClosed: false);
        goOn();
        await kept;

        Assert.Equal("a c", await HistoryAsync(store));
    }

    [Theory]
    [InlineData("53100", "the disk of the database is full.")]
    [InlineData("25006", "the database is read-only: it is a standby, or in recovery.")]
    [InlineData("57014", "the database did not answer in time.")]
    public async Task A_database_that_cannot_write_now_is_waited_for(string state, string reason)
    {
        var clock = new HurriedClock();
        await using var proxy = new TcpProxy(Server.Port);
        await using var store = await OpenAsync(proxy, TimeSpan.FromSeconds(10), scheduler: clock);
        await store.Messages.AppendAsync(Message("a", 1));
        clock.Advance(TimeSpan.FromSeconds(5));
        await Server.RunAsync($"""
            CREATE FUNCTION {Schema}.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON {Schema}.message FOR EACH ROW EXECUTE FUNCTION {Schema}.refuse()
            """);

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Messages.AppendAsync(Message("b", 2)).AsTask());
        Assert.Equal($"The store is unavailable: {reason}", refused.Message);
        Assert.Equal("a", await HistoryAsync(store));
        await Server.RunAsync($"DROP TRIGGER refuse ON {Schema}.message");
        await store.Messages.AppendAsync(Message("c", 3));

        Assert.Equal("a c", await HistoryAsync(store));
    }

    [Fact]
    public async Task A_check_says_why_the_store_is_unavailable_and_no_address()
    {
        var clock = new SteppedClock();
        await using var proxy = new TcpProxy(Server.Port);
        await using var store = await OpenAsync(proxy, TimeSpan.Zero, scheduler: clock);
        await store.CheckAsync();
        clock.Advance(TimeSpan.FromSeconds(5));
        proxy.Close(isClosed: true);

        var check = store.CheckAsync().AsTask();
        await clock.StepAsync();
        await clock.StepAsync();
        var error = await Assert.ThrowsAnyAsync<IOException>(() => check);

        Assert.Equal("The store is unavailable: the database cannot be reached.", error.Message);
        proxy.Close(isClosed: false);
        await store.CheckAsync();
    }

    [Fact]
    public async Task A_connection_that_broke_while_nobody_used_it_is_no_outage()
    {
        await using var proxy = new TcpProxy(Server.Port);
        await using var store = await OpenAsync(proxy, TimeSpan.Zero);
        await store.Messages.AppendAsync(Message("a", 1));

        proxy.Cut();
        await store.CheckAsync();
        proxy.Cut();
        await store.Messages.AppendAsync(Message("b", 2));
        proxy.Cut();

        Assert.Equal("a b", await HistoryAsync(store));
    }

    [Fact]
    public async Task Closing_does_not_wait_for_a_database_that_does_not_come_back()
    {
        await using var proxy = new TcpProxy(Server.Port);
        var store = await OpenAsync(proxy, scheduler: new HurriedClock());
        await store.Messages.AppendAsync(Message("a", 1));
        proxy.PauseAnswers();
        var doubtful = store.Messages.AppendAsync(Message("b", 2)).AsTask();
        while (await Server.RunAsync($"SELECT count(*) FROM {Schema}.message") is not 2L) await Task.Yield();
        proxy.Close(isClosed: true);

        await store.DisposeAsync();

        Assert.Contains("before the database told", (await Assert.ThrowsAsync<StoreUnavailableException>(() => doubtful)).Message, StringComparison.Ordinal);
    }
}
