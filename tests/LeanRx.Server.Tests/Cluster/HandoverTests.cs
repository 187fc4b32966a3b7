using LeanRx.Protocol;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;
using LeanRx.Testing;

namespace LeanRx.Server.Tests.Cluster;

/// <summary>A slot that moves while what belongs to it is being saved.</summary>
public class HandoverTests
{
    readonly HeldStore _store = new();
    readonly LogLines _log = new();
    readonly World _world;
    readonly string _conversation;
    readonly AckFrame _said;

    public HandoverTests()
    {
        _world = new World(new ServerOptions { LoggerFactory = _log }, _store, nodes: 2);
        var (tom, jerry) = (Login("Tom"), Login("Jerry"));
        tom.Send(new ConversationFrame { Operation = ConversationOperations.Start, Members = ["Jerry"] });
        _conversation = tom.TakeAll().OfType<ConversationFrame>().First(static frame => frame.Operation == ConversationOperations.Started).ConversationId!;
        _world.Move(_conversation, "1");
        tom.Send(new DirectFrame { ConversationId = _conversation, Body = "hi" });
        _said = tom.TakeAll().OfType<AckFrame>().Single();
        Pass(5000);
        jerry.TakeAll();
        _store.Hold = new TaskCompletionSource();
        _store.Saved.Clear();
        _store.Asked = 0;
        jerry.Send(new ReadFrame { ConversationIds = [_conversation] });
    }

    [Fact]
    public void What_is_being_saved_already_is_saved_before_the_slot_has_another_owner()
    {
        Pass(999);
        Assert.Equal(0, _store.Asked);
        Pass(1);
        Assert.Equal(1, _store.Asked);

        var moving = MoveAsync();
        Pass(60_000);
        Assert.Equal((false, "1#1"), (moving.IsCompleted, Owner));
        Assert.Empty(_store.Saved);

        _store.Hold!.SetResult();
        Assert.Equal((TaskStatus.RanToCompletion, "2#2"), (moving.Status, Owner));
        Assert.Equal([("Jerry", _said.Timestamp!.Value)], _store.Saved);
    }

    [Fact]
    public void What_is_not_being_saved_yet_is_saved_before_the_slot_has_another_owner()
    {
        var moving = MoveAsync();
        Assert.Equal((1, false, "1#1"), (_store.Asked, moving.IsCompleted, Owner));

        _store.Hold!.SetResult();
        Assert.Equal((TaskStatus.RanToCompletion, "2#2"), (moving.Status, Owner));
        Assert.Equal([("Jerry", _said.Timestamp!.Value)], _store.Saved);
    }

    [Fact]
    public void What_could_not_be_saved_is_not_tried_again_by_a_node_that_owns_it_no_longer()
    {
        Pass(1000);
        var moving = MoveAsync();

        _store.Hold!.SetException(new IOException("The disk is full."));
        Assert.Equal((TaskStatus.RanToCompletion, "2#2"), (moving.Status, Owner));
        _store.Hold = null;
        Pass(10_000);

        Assert.Equal(1, _store.Asked);
        Assert.Empty(_store.Saved);
        Assert.Equal($"The cursors of conversation {_conversation} could not be saved. It is tried again.", Assert.Single(_log.Lines));
    }

    /// <summary>The node whose claim is the latest.</summary>
    string Owner => _store.Owners[Slots.Of("demo", _conversation)];

    Task MoveAsync() => _world.Cluster!.MoveSlotAsync(Slots.Of("demo", _conversation), "2", TestContext.Current.CancellationToken);

    TestDevice Login(string clientId)
    {
        var device = _world.Connect(0);
        device.Open(clientId);
        device.TakeAll();
        return device;
    }

    void Pass(int milliseconds) => _world.Pass(TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>Cursors are saved when the test says so.</summary>
    sealed class HeldStore() : ForwardingFencedStore(new InMemoryMessageStore())
    {
        /// <summary>What a save waits for.</summary>
        public TaskCompletionSource? Hold { get; set; }

        /// <summary>How many saves have begun.</summary>
        public int Asked { get; set; }

        /// <summary>Who was saved, and up to where they have read.</summary>
        public List<(string ClientId, long ReadTo)> Saved { get; } = [];

        public Dictionary<int, string> Owners { get; } = [];

        public override ValueTask<IReadOnlyList<SlotClaim>> ClaimAsync(IReadOnlyCollection<int> slots, string node,
            CancellationToken cancellationToken = default)
        {
            foreach (var slot in slots)
                Owners[slot] = node;
            return base.ClaimAsync(slots, node, cancellationToken);
        }

        public override IMessageStore OfClaim(SlotClaim claim) => new Claimed(base.OfClaim(claim), this);

        sealed class Claimed(IMessageStore inner, HeldStore store) : ForwardingStore(inner)
        {
            public override ICursorStore Cursors => new HeldCursors(Inner.Cursors, store);
        }

        sealed class HeldCursors(ICursorStore inner, HeldStore store) : ForwardingCursorStore(inner)
        {
            public override async ValueTask SaveAsync(IReadOnlyList<MemberCursor> cursors, CancellationToken cancellationToken = default)
            {
                store.Asked++;
                if (store.Hold is { } hold)
                    await hold.Task;
                await Inner.SaveAsync(cursors, cancellationToken);
                store.Saved.AddRange(cursors.Select(static cursor => (cursor.ClientId, cursor.ReadTo)));
            }
        }
    }
}
