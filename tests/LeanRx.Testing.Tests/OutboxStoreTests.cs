using System.Reactive.Concurrency;
using System.Reactive.Linq;
using LeanRx.Protocol;

namespace LeanRx.Testing.Tests;

/// <summary>Sends survive the end of the process: a client is disposed of, the next one with the same store goes on.</summary>
public class OutboxStoreTests
{
    readonly VirtualWorld _world = new(new HistoricalScheduler());
    readonly InMemoryOutboxStore _store = new();
    readonly LeanClient _jerry;
    readonly Recording<string> _heard;
    LeanClient _tom;
    Conversation _chat;

    public OutboxStoreTests()
    {
        (_tom, _jerry) = (Tom(), _world.CreateClient("Jerry"));
        _world.Run(Task.WhenAll(_tom.OpenAsync(), _jerry.OpenAsync()));
        _chat = _world.Run(_tom.CreateConversationAsync(["Jerry"]));
        _heard = _jerry.Messages.OfType<TextMessage>().Select(message => message.Text).Record(_world.Scheduler);
    }

    LeanClient Tom() => _world.CreateClient("Tom", options => options with { Outbox = _store });

    void Offline(bool isOffline) => _world.Network.Conditions = _world.Network.Conditions with { RefusesDials = isOffline };

    void LoseNetwork()
    {
        Offline(true);
        _world.Network.Cut("Tom");
        _world.AdvanceBy(TimeSpan.FromSeconds(1));
    }

    void EndProcess()
    {
        _world.Run(_tom.DisposeAsync().AsTask());
        _world.AdvanceBy(TimeSpan.FromSeconds(1));
    }

    /// <summary>The process ends, and another one begins.</summary>
    void Restart()
    {
        EndProcess();
        _tom = Tom();
        _chat = _world.Run(ChatAsync());
        _world.AdvanceBy(TimeSpan.FromMinutes(1));

        async Task<Conversation> ChatAsync()
        {
            var opening = _tom.OpenAsync();
            Offline(false);
            await opening;
            return (await _tom.GetConversationAsync(_chat.Id))!;
        }
    }

    [Fact]
    public void What_waited_when_the_process_ended_goes_out_first_in_its_order_and_once()
    {
        LoseNetwork();
        var waiting = new[] { "1", "2", "3" }.Select(text => _chat.SendAsync(text)).ToArray();
        Assert.Equal(3, _store.Entries.Count);

        Restart();
        _world.Run(_chat.SendAsync("4"));
        _world.AdvanceBy(TimeSpan.FromSeconds(1));

        Assert.All(waiting, task => Assert.IsType<ClientClosedException>(task.Exception!.InnerException));
        _heard.AssertValues("1", "2", "3", "4");
        Assert.Empty(_store.Entries);
    }

    [Fact]
    public void What_the_server_had_though_its_answer_was_lost_is_stored_once()
    {
        new FaultPlan(new DropNextFault(TimeSpan.Zero, "Tom", FrameDirection.Received, "ack")).ApplyTo(_world);
        var sending = _chat.SendAsync("once");
        _world.AdvanceBy(TimeSpan.FromSeconds(1));
        _heard.AssertValues("once");
        Assert.False(sending.IsCompleted);

        Restart();

        _heard.AssertValues("once");
        Assert.Empty(_store.Entries);
    }

    [Fact]
    public void A_client_that_is_closed_and_opened_again_sends_what_was_left()
    {
        LoseNetwork();
        _ = _chat.SendAsync("left");
        _world.Run(_tom.CloseAsync());
        Offline(false);
        _world.Run(_tom.OpenAsync());
        _world.AdvanceBy(TimeSpan.FromMinutes(1));

        _heard.AssertValues("left");
        Assert.Empty(_store.Entries);
    }

    [Fact]
    public void What_was_on_its_way_into_the_store_when_the_client_was_closed_goes_out_after_a_restart()
    {
        var slow = new SlowStore(_store);
        _world.Run(_tom.DisposeAsync().AsTask());
        _tom = _world.CreateClient("Tom", options => options with { Outbox = slow });
        _world.Run(_tom.OpenAsync());
        var sending = _world.Run(_tom.GetConversationAsync(_chat.Id))!.SendAsync("slow");
        _world.Run(_tom.CloseAsync());
        Assert.Throws<ClientClosedException>(() => _world.Run(sending));
        _heard.AssertValues();
        slow.Answer.SetResult();
        Assert.Single(_store.Entries);

        Restart();

        _heard.AssertValues("slow");
        Assert.Empty(_store.Entries);
    }

    [Fact]
    public void What_is_answered_or_refused_or_transient_is_not_kept()
    {
        _world.Run(_chat.SendAsync("answered"));
        _world.Run(_chat.LeaveAsync());
        Assert.Throws<ServerRejectedException>(() => _world.Run(_chat.SendAsync("refused")));
        Offline(true);
        _world.Network.Cut("Tom");
        _ = _chat.SendAsync("transient", new SendOptions { IsTransient = true });
        Assert.Empty(_store.Entries);
    }

    [Fact]
    public void What_was_left_and_is_refused_is_told_as_a_fault_and_forgotten()
    {
        LoseNetwork();
        _ = _chat.SendAsync("to nobody");
        _world.Run(_world.Run(_jerry.GetConversationAsync(_chat.Id))!.RemoveMemberAsync("Tom"));
        EndProcess();
        _tom = Tom();
        var faults = _tom.Faults.Record(_world.Scheduler);
        Offline(false);
        _world.Run(_tom.OpenAsync());
        _world.AdvanceBy(TimeSpan.FromSeconds(1));

        var fault = Assert.Single(faults.Values);
        Assert.Equal(FaultKind.Outbox, fault.Kind);
        Assert.Contains(_chat.Id, fault.Message, StringComparison.Ordinal);
        Assert.Empty(_store.Entries);
    }

    [Fact]
    public void What_was_left_waits_as_long_as_it_takes()
    {
        LoseNetwork();
        _ = _chat.SendAsync("patient");
        EndProcess();
        _tom = _world.CreateClient("Tom", options => options with { Outbox = _store, KeepTrying = true });
        _ = _tom.OpenAsync();
        _world.AdvanceBy(TimeSpan.FromHours(1));
        Offline(false);
        _world.AdvanceBy(TimeSpan.FromHours(1));

        _heard.AssertValues("patient");
    }

    [Fact]
    public void What_was_left_survives_a_login_that_is_refused()
    {
        LoseNetwork();
        _ = _chat.SendAsync("patient");
        EndProcess();
        Offline(false);
        _tom = _world.CreateClient("Tom", options => options with { Outbox = _store, ApplicationId = "mistyped" });
        var error = Assert.Throws<ServerRejectedException>(() => _world.Run(_tom.OpenAsync()));
        Assert.Equal(ErrorCodes.AppNotAvailable, error.Code);
        _world.AdvanceBy(TimeSpan.FromMinutes(10));
        Assert.Single(_store.Entries);

        Restart();

        _heard.AssertValues("patient");
        Assert.Empty(_store.Entries);
    }

    [Fact]
    public void Another_clients_sends_stay_where_they_are()
    {
        _world.Run(_store.AddAsync([new OutboxEntry("Spike", "token", "{}")]));
        Restart();
        Assert.Equal("Spike", Assert.Single(_store.Entries).ClientId);
    }

    [Fact]
    public void More_sends_than_may_wait_are_not_taken()
    {
        Offline(true);
        EndProcess();
        _tom = _world.CreateClient("Tom", options => options with { Outbox = _store, MaxPendingCommands = 2, OfflineTimeout = Timeout.InfiniteTimeSpan });
        Offline(false);
        _world.Run(_tom.OpenAsync());
        var chat = _world.Run(_tom.GetConversationAsync(_chat.Id))!;
        _ = chat.SendAsync("1");
        _ = chat.SendAsync("2");
        Assert.Throws<OutboxFullException>(() => _world.Run(chat.SendAsync("3")));
    }

    /// <summary>Takes its time to keep something.</summary>
    sealed class SlowStore(InMemoryOutboxStore store) : IOutboxStore
    {
        public TaskCompletionSource Answer { get; } = new();

        public Task<OutboxContent> LoadAsync(CancellationToken cancellationToken = default) => store.LoadAsync(cancellationToken);

        public async Task AddAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken cancellationToken = default)
        {
            await Answer.Task;
            await store.AddAsync(entries, cancellationToken);
        }

        public Task RemoveAsync(string token, CancellationToken cancellationToken = default) => store.RemoveAsync(token, cancellationToken);
    }
}
