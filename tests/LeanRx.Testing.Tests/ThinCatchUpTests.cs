using System.Buffers;
using System.Collections.Immutable;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using LeanRx.Protocol;
using LeanRx.Server;

namespace LeanRx.Testing.Tests;

/// <summary>
/// However thin the line and however long the absence: as long as more than one message comes through in the keep-alive period, everything missed is heard in
/// finitely many logins, in order and once, also when no connection lives for longer than a few messages take.
/// </summary>
[Trait("Speed", "slow")]
public class ThinCatchUpTests
{
    const int LargestMessage = 5 * 1024;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void All_that_was_missed_is_heard_in_finitely_many_logins(int seed) => Assert.Equal("", new Drawn(seed).Play());

    [Fact]
    public void A_client_that_asks_for_the_same_again_after_each_loss_is_found() =>
        Assert.Contains(Enumerable.Range(1, 40), seed => new Drawn(seed) { Change = AsEver }.Play().Length > 0);

    [Fact]
    public void A_server_that_cuts_the_connection_over_each_large_answer_is_asked_for_less() =>
        Assert.All(Enumerable.Range(1, 40), seed => Assert.Equal("", new Drawn(seed) { LargestAnswer = 64 * 1024 }.Play()));

    [Fact]
    public void With_a_client_that_does_not_such_a_server_is_found() =>
        Assert.Contains(Enumerable.Range(1, 40), seed => new Drawn(seed) { LargestAnswer = 64 * 1024, Change = AsEver }.Play().Length > 0);

    static Frame AsEver(Frame frame) => frame is LogsFrame logs ? logs with { Limit = 1000, MaxBytes = 1024 * 1024 } : frame;

    /// <summary>A backlog, a line and a life of connections, drawn by chance.</summary>
    sealed class Drawn
    {
        readonly VirtualWorld _world;
        readonly Random _random;
        readonly int _rate;
        readonly int[] _counts;
        readonly TimeSpan? _life;
        readonly List<string> _heard = [];
        long _bytes;

        public Drawn(int seed)
        {
            _random = new Random(seed);
            _world = new VirtualWorld(new HistoricalScheduler(VirtualClock.Epoch),
                new VirtualWorldOptions { Seed = seed, Server = new ServerOptions { Limits = ServerLimits.Unlimited } });
            var period = new LeanClientOptions(new Uri("http://virtual"), "Jerry").KeepAliveInterval.TotalSeconds;
            var least = (LargestMessage + 600) / period;
            _rate = (int)(least * Math.Pow(100, _random.NextDouble())) + 1;
            _counts = [.. Enumerable.Range(0, _random.Next(1, 6)).Select(_ => _random.Next(1, 1 << _random.Next(1, 9)))];
            // Time for what each login says by itself, and for a few messages.
            if (_random.Next(3) > 0)
                _life = TimeSpan.FromSeconds((2 * _counts.Length + 6) * LargestMessage / (double)_rate + 10);
        }

        /// <summary>Changes what the client sends.</summary>
        public Func<Frame, Frame> Change { get; init; } = static frame => frame;

        /// <summary>The answer, in bytes, for which the server cuts the connection; null for any.</summary>
        public int? LargestAnswer { get; init; }

        /// <summary>What went wrong; empty when everything was heard.</summary>
        public string Play()
        {
            var tom = _world.CreateClient("Tom");
            var jerry = _world.CreateClient("Jerry", options => options with { Transport = new Seam(options.Transport!, Change, OnAnswer) });
            _world.Run(Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync()));
            var chats = _counts.Select(_ => _world.Run(tom.CreateConversationAsync(["Jerry"]))).ToArray();
            jerry.Messages.OfType<TextMessage>().Subscribe(message => _heard.Add(message.Text.TrimEnd('.')));
            var faults = new List<Fault>();
            jerry.Faults.Subscribe(faults.Add);
            var losses = 0;
            jerry.StateChanges.OfType<ConnectionState.Reconnecting>().Subscribe(state => losses += state.Attempt == 1 ? 1 : 0);

            var expected = SayWhileJerryIsAway(tom, chats);
            var isOver = false;
            CutEach(() => isOver);
            var most = TimeSpan.FromSeconds(20 * _bytes / _rate) + TimeSpan.FromHours(1);
            for (var waited = TimeSpan.Zero; waited < most && _heard.Count < expected.Count; waited += TimeSpan.FromMinutes(1))
                _world.AdvanceBy(TimeSpan.FromMinutes(1));
            isOver = true;

            if (faults.Count > 0)
                return faults[0].Message;
            foreach (var chat in expected.GroupBy(text => text.Split(' ')[0]))
                if (!chat.SequenceEqual(_heard.Where(text => text.StartsWith(chat.Key + ' ', StringComparison.Ordinal))))
                    return $"at {_rate} bytes a second, each connection living for {_life?.ToString() ?? "ever"}, {_heard.Count} of {expected.Count} " +
                        $"messages of {_counts.Length} conversations were heard in {most} and {losses} logins";
            return "";
        }

        List<string> SayWhileJerryIsAway(LeanClient tom, Conversation[] chats)
        {
            _world.Network.Conditions = new NetworkConditions { RefusesDials = true };
            _world.Network.Cut("Jerry");
            _world.AdvanceBy(TimeSpan.FromSeconds(1));
            var said = new List<string>();
            for (var chat = 0; chat < chats.Length; chat++)
                for (var number = 0; number < _counts[chat]; number++)
                {
                    var text = $"{chat} {number}";
                    said.Add(text);
                    var size = _random.Next(4) == 0 ? LargestMessage - 100 : _random.Next(20, 600);
                    _bytes += size + 300;
                    _world.Run(chats[chat].SendAsync(text.PadRight(size, '.')));
                }
            _world.Network.Conditions = new NetworkConditions { BytesPerSecondOf = ImmutableDictionary<string, int>.Empty.Add("Jerry", _rate) };
            return said;
        }

        void CutEach(Func<bool> isOver)
        {
            if (_life is not { } life)
                return;
            _world.Scheduler.Schedule(life, () =>
            {
                if (isOver())
                    return;
                _world.Network.Cut("Jerry");
                CutEach(isOver);
            });
        }

        void OnAnswer(Frame frame, int size)
        {
            if (frame is LogsFrame && size > LargestAnswer)
                _world.Scheduler.Schedule(() => _world.Network.Cut("Jerry"));
        }
    }

    /// <summary>Where a mistake is put between client and network.</summary>
    sealed class Seam(ITransport inner, Func<Frame, Frame> change, Action<Frame, int> answered) : ITransport
    {
        public ITransportConnection Create(Uri address, string subprotocol) => new Connection(inner.Create(address, subprotocol), change, answered);

        sealed class Connection(ITransportConnection inner, Func<Frame, Frame> change, Action<Frame, int> answered) : ITransportConnection
        {
            public IDisposable Subscribe(IObserver<TransportEvent> observer) => inner.Do(Hear).Subscribe(observer);

            public void Send(ReadOnlyMemory<byte> payload, bool isText)
            {
                var changed = new ArrayBufferWriter<byte>();
                JsonFrameCodec.Default.Encode(change(JsonFrameCodec.Default.Decode(payload.Span)), changed);
                inner.Send(changed.WrittenMemory, isText);
            }

            void Hear(TransportEvent what)
            {
                if (what.Kind == TransportEventKind.Payload)
                    answered(JsonFrameCodec.Default.Decode(what.Payload.Span), what.Payload.Length);
            }
        }
    }
}
