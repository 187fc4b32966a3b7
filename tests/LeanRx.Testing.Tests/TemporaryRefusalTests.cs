using System.Globalization;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using LeanRx.Protocol;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Testing.Tests;

/// <summary>What the server refuses for a reason that passes is stored when it has passed, in its order and once.</summary>
public class TemporaryRefusalTests
{
    readonly FullDisk _disk = new(new InMemoryMessageStore(new byte[] { 1, 2, 3 }));
    readonly List<(double At, string Text)> _heard = [];
    readonly List<(string Conversation, int Number)> _numbers = [];
    VirtualWorld _world = null!;
    LeanClient _tom = null!;
    Conversation _chat = null!;
    DateTimeOffset _start;

    void Begin(IOutboxStore? outbox, ServerLimits limits)
    {
        _world = new VirtualWorld(new HistoricalScheduler(),
            new VirtualWorldOptions { CreateStore = () => _disk, Server = new ServerOptions { Limits = limits } });
        var jerry = _world.CreateClient("Jerry");
        _tom = _world.CreateClient("Tom", options => options with { Outbox = outbox });
        _world.Run(Task.WhenAll(_tom.OpenAsync(), jerry.OpenAsync()));
        _chat = _world.Run(_tom.CreateConversationAsync(["Jerry"]));
        _start = _world.Scheduler.Now;
        jerry.Messages.OfType<TextMessage>().Subscribe(message =>
        {
            _heard.Add(((_world.Scheduler.Now - _start).TotalSeconds, message.Text));
            _numbers.Add((message.ConversationId, int.Parse(message.Text, CultureInfo.InvariantCulture)));
        });
    }

    Task<MessageAck>[] Send(params string[] texts) => [.. texts.Select(text => _chat.SendAsync(text))];

    void Advance(double seconds) => _world.AdvanceBy(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void What_a_full_disk_refused_is_stored_when_there_is_room_again()
    {
        Begin(new InMemoryOutboxStore(), ServerLimits.Default);
        _disk.IsFull = true;
        var sending = Send("1", "2", "3");
        Advance(60);
        Assert.All(sending, task => Assert.False(task.IsCompleted));
        _disk.IsFull = false;
        Advance(10);

        // Under way for 20 ms each time, after pauses of 1, 2, 4, 8, 16 and 30 seconds.
        Assert.Equal([(61.14, "1"), (61.16, "2"), (61.16, "3")], _heard);
        Assert.All(sending, task => Assert.True(task.IsCompletedSuccessfully));
    }

    [Fact]
    public void What_is_over_a_rate_is_stored_when_the_minute_is_over()
    {
        var store = new InMemoryOutboxStore();
        Begin(store, ServerLimits.Default with { SendsPerMinute = 3 });
        var sending = Send("1", "2", "3", "4", "5");
        Advance(61);
        Assert.Equal([(0.02, "1"), (0.02, "2"), (0.02, "3")], _heard);
        Assert.Equal(2, store.Entries.Count);
        Advance(1);

        Assert.Equal([(61.14, "4"), (61.16, "5")], _heard.Skip(3));
        Assert.All(sending, task => Assert.True(task.IsCompletedSuccessfully));
        Assert.Empty(store.Entries);
    }

    [Fact]
    public void What_waits_when_the_process_ends_is_sent_first_by_the_next_one()
    {
        var store = new InMemoryOutboxStore();
        Begin(store, ServerLimits.Default);
        _disk.IsFull = true;
        var sending = Send("1", "2");
        Advance(5);
        _world.Run(_tom.DisposeAsync().AsTask());
        Assert.All(sending, task => Assert.IsType<ClientClosedException>(task.Exception!.InnerException));
        Assert.Equal(2, store.Entries.Count);

        _tom = _world.CreateClient("Tom", options => options with { Outbox = store });
        _world.Run(_tom.OpenAsync());
        _chat = _world.Run(_tom.GetConversationAsync(_chat.Id))!;
        var third = Send("3")[0];
        Advance(600);
        Assert.Equal(ErrorCodes.InternalError, Assert.IsType<ServerRejectedException>(third.Exception!.InnerException).Code);
        Assert.Empty(_heard);
        var fourth = Send("4")[0];
        _disk.IsFull = false;
        Advance(31);

        Assert.Equal(["1", "2", "4"], _heard.Select(heard => heard.Text));
        Assert.True(fourth.IsCompletedSuccessfully, $"The send is {fourth.Status}.");
        Assert.Empty(store.Entries);
    }

    [Fact]
    public void Whose_token_is_cancelled_when_it_is_refused_again_ends_at_once()
    {
        var store = new InMemoryOutboxStore();
        Begin(store, ServerLimits.Default);
        _disk.IsFull = true;
        using var source = new CancellationTokenSource();
        var refusals = 0;
        _tom.Frames.Where(record => record.Direction == FrameDirection.Received && record.Frame is AckFrame { Code: not null }).Subscribe(_ =>
        {
            if (++refusals == 2)
                source.Cancel();
        });
        var sending = _chat.SendAsync("1", source.Token);
        Advance(1.03);
        Assert.False(sending.IsCompleted);
        Advance(0.02);

        Assert.True(sending.IsCanceled, $"The send is {sending.Status}.");
        Assert.Empty(store.Entries);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    [Trait("Speed", "slow")]
    public void Whatever_is_refused_lost_or_closed_meanwhile_all_is_stored_once_and_in_its_order(int seed)
    {
        var store = new InMemoryOutboxStore();
        Begin(store, ServerLimits.Default);
        var random = new Random(seed);
        var other = _world.Run(_tom.CreateConversationAsync(["Jerry"]));
        var sending = new List<Task<MessageAck>>();
        for (var second = 0; second < 60; second++)
        {
            Advance(0.3);
            switch (random.Next(8))
            {
                case 0:
                    _world.Network.Cut("Tom");
                    break;
                case 1 when second % 3 == 0:
                    _world.Run(_tom.CloseAsync());
                    Advance(0.1);
                    _world.Run(_tom.OpenAsync());
                    break;
            }
            Advance(0.3);
            _disk.IsFull = random.Next(3) > 0;
            Advance(0.4);
            for (var count = random.Next(4); count > 0; count--)
                sending.Add((random.Next(3) == 0 ? other : _chat).SendAsync($"{sending.Count}"));
        }
        _disk.IsFull = false;
        Advance(120);

        Assert.All(sending, task =>
            Assert.True(task.IsCompletedSuccessfully || task.Exception?.InnerException is ClientClosedException, $"A send is {task.Status}: {task.Exception}"));
        Assert.Equal(Enumerable.Range(0, sending.Count), _numbers.Select(heard => heard.Number).Order());
        Assert.All(_numbers.GroupBy(heard => heard.Conversation, heard => heard.Number), numbers => Assert.Equal(numbers.Order(), numbers));
        Assert.Empty(store.Entries);
    }

    public static TheoryData<int> Seeds => new(Enumerable.Range(1, 10));

    /// <summary>Stores no message while it is full.</summary>
    sealed class FullDisk(IMessageStore store) : ForwardingStore(store)
    {
        readonly Log _log = new(store.Messages);

        public bool IsFull { set => _log.IsFull = value; }

        public override IMessageLog Messages => _log;

        sealed class Log(IMessageLog inner) : ForwardingMessageLog(inner)
        {
            public bool IsFull { get; set; }

            public override ValueTask<AppendResult> AppendAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
                IsFull ? throw new IOException("There is no space left on the disk.") : base.AppendAsync(message, cancellationToken);
        }
    }
}
