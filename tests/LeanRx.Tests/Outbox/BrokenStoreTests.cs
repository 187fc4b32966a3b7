namespace LeanRx.Tests.Outbox;

/// <summary>A store that fails costs the sends that it cannot keep, with a typed error, and nothing else.</summary>
public class BrokenStoreTests
{
    readonly BrokenStore _store = new();
    readonly ClientWorld _world;

    public BrokenStoreTests() => _world = new ClientWorld(options => options with { Outbox = _store });

    [Fact]
    public void A_send_that_cannot_be_kept_is_not_sent()
    {
        _store.Failure = new IOException("The disk is full.");
        _store.LoadsAnyway = true;
        var sending = _world.Conversation().SendAsync("hello");
        _world.Settle();
        Assert.Equal("The store of the outbox could not keep a send: The disk is full.", Assert.IsType<OutboxStoreException>(Result.ErrorOf(sending)).Message);
        Assert.Empty(_world.Commands<DirectFrame>());
    }

    [Fact]
    public void A_store_that_cannot_be_read_is_a_fault_and_the_next_send_tries_again()
    {
        _store.Failure = new IOException("The disk is gone.");
        var first = _world.Conversation().SendAsync("first");
        _world.Settle();
        Assert.IsType<OutboxStoreException>(Result.ErrorOf(first));
        Assert.Equal(FaultKind.Outbox, Assert.Single(_world.Faults).Kind);

        _store.Failure = null;
        _ = _world.Conversation().SendAsync("second");
        Assert.Single(_world.Commands<DirectFrame>());
    }

    [Fact]
    public void What_is_damaged_is_a_fault_and_the_rest_goes_out()
    {
        _store.Content = new OutboxContent([new OutboxEntry("tom", "t0", "no frame"),
            new OutboxEntry("tom", "t1", """{"cmd":"direct","cid":"room","msg":"{}","dt":"t1"}""")])
        { Damage = "Line 3 cannot be read." };
        _ = _world.Client.OpenAsync();
        Assert.Equal("t1", Assert.Single(_world.Commands<DirectFrame>()).DeduplicationToken);
        Assert.Equal(["Line 3 cannot be read.", "The outbox holds something under token \"t0\" that is no message; it was left there."],
            _world.Faults.Select(fault => fault.Message));
    }

    [Fact]
    public void Sends_go_out_in_the_order_in_which_they_were_called_however_slow_the_store_is()
    {
        _store.Slow = new TaskCompletionSource();
        _ = _world.Conversation().SendAsync("1");
        _ = _world.Conversation().SendAsync("2");
        _ = _world.Conversation("other").SendAsync("3");
        Assert.Empty(_world.Commands<DirectFrame>());
        _store.Slow.SetResult();
        Assert.Equal(["room", "room", "other"], _world.Commands<DirectFrame>().Select(frame => frame.ConversationId));
    }

    sealed class BrokenStore : IOutboxStore
    {
        public Exception? Failure { get; set; }

        public bool LoadsAnyway { get; set; }

        public TaskCompletionSource? Slow { get; set; }

        public OutboxContent Content { get; set; } = new([]);

        public Task<OutboxContent> LoadAsync(CancellationToken cancellationToken = default) =>
            Failure is null || LoadsAnyway ? Task.FromResult(Content) : Task.FromException<OutboxContent>(Failure);

        public Task AddAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken cancellationToken = default) =>
            Failure is null ? Slow?.Task ?? Task.CompletedTask : Task.FromException(Failure);

        public Task RemoveAsync(string token, CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}
