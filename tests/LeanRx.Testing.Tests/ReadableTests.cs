using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Text;
using System.Text.Json.Nodes;
using LeanRx.Protocol;
using LeanRx.Server;
using LeanRx.Server.Hosting;
using LeanRx.Simulation;

namespace LeanRx.Testing.Tests;

/// <summary>
/// Whatever a peer sends: nothing that the client hands out throws when it is read, printed, compared, serialized or forwarded, on any stream, in either
/// dialect.
/// </summary>
public class ReadableTests
{
    const int Rounds = 150;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    [Trait("Speed", "slow")]
    public void What_comes_from_others_can_always_be_read(int seed, bool isProtobuf)
    {
        var run = new Run(seed, isProtobuf);
        for (var round = 0; round < Rounds; round++)
            run.Next();
        run.Finish();
    }

    sealed class Run
    {
        readonly VirtualWorld _world =
            new(new HistoricalScheduler(), new VirtualWorldOptions { Server = new ServerOptions { Limits = ServerLimits.Unlimited } });
        readonly Random _random;
        readonly RandomBodies _bodies;
        readonly LeanClient _tom;
        readonly Conversation _chat, _other;
        readonly Peer _peer;
        readonly List<object> _heard = [];
        readonly List<Fault> _faults = [];
        readonly List<(string Id, long Timestamp)> _sent = [];
        readonly List<Message> _heardBySpike = [];
        int _stored, _forwarded;

        public Run(int seed, bool isProtobuf)
        {
            _random = new Random(seed);
            _bodies = new RandomBodies(_random);
            _tom = isProtobuf ? _world.CreateClient("tom", ProtobufTransport.Use) : _world.CreateClient("tom");
            _world.Run(_tom.OpenAsync());
            _chat = _world.Run(_tom.CreateConversationAsync(["peer", "butch"]));
            _other = _world.Run(_tom.CreateConversationAsync(["spike"]));
            var spike = _world.CreateClient("spike", options => options with { HtmlEncodeMessages = true });
            spike.Messages.Subscribe(_heardBySpike.Add);
            _world.Run(spike.OpenAsync());
            _peer = new Peer(_world);
            _tom.Faults.Subscribe(_faults.Add);
            foreach (var stream in Streams())
                stream.Subscribe(_heard.Add, error => Assert.Fail(error.ToString()));
        }

        IEnumerable<IObservable<object>> Streams() =>
        [
            _tom.Messages, _tom.MessageChanges, _tom.Receipts, _tom.MembershipChanges, _tom.ModerationChanges, _tom.ConversationUpdates, _tom.UnreadChanges,
                _tom.Frames, _tom.StateChanges,
            _chat.Messages, _chat.MessageChanges, _chat.Receipts, _chat.MembershipChanges, _chat.ModerationChanges, _chat.Watch(),
                _chat.Timeline(_world.Scheduler.Now),
        ];

        /// <summary>The peer does something, and Tom hears of it.</summary>
        public void Next()
        {
            var before = _heard.Count;
            switch (_random.Next(6))
            {
                case 0:
                    _peer.Send($$$"""{"cmd":"conv","op":"update","cid":"{{{_chat.Id}}}","attr":{"name":{{{_bodies.Text()}}},"attr":{{{_bodies.Object(3)}}},"column":{{{_bodies.Value(3)}}}}}""");
                    break;
                case 1:
                    _peer.Send($$$"""{"cmd":"conv","op":"update","cid":"{{{_chat.Id}}}","attr":{"attr.nick":{{{_bodies.Value(3)}}}}}""");
                    break;
                case 2 when _sent.Count > 0:
                    var (id, timestamp) = _sent[_random.Next(_sent.Count)];
                    _peer.Send(new JsonObject
                    {
                        ["cmd"] = "patch",
                        ["op"] = "modify",
                        ["patches"] = new JsonArray(new JsonObject
                        {
                            ["cid"] = _chat.Id,
                            ["mid"] = id,
                            ["timestamp"] = timestamp,
                            ["recall"] = false,
                            ["data"] = _bodies.Body()
                        })
                    }.ToJsonString());
                    break;
                default:
                    var frame = new JsonObject
                    {
                        ["cmd"] = "direct",
                        ["cid"] = _chat.Id,
                        ["msg"] = _bodies.Body(),
                        ["mentionPids"] = new JsonArray("tom", "\ufffd"),
                        ["transient"] = _random.Next(10) == 0,
                        ["r"] = true
                    };
                    if (_peer.Send(frame.ToJsonString()) is AckFrame { Code: null, MessageUid: { Length: > 0 } uid } ack
                        && frame["transient"]!.GetValue<bool>() is false)
                    {
                        _sent.Add((uid, ack.Timestamp!.Value));
                        _stored++;
                    }
                    break;
            }
            _world.AdvanceBy(TimeSpan.FromSeconds(1));
            for (var index = before; index < _heard.Count; index++)
                Reading.All(_heard[index]);
            Reading.All(_chat.LastMessage);
            Reading.All(_chat.Attributes);
            Assert.DoesNotContain(_faults, fault => fault.Kind is FaultKind.Internal or FaultKind.Callback or FaultKind.Protocol);
        }

        public void Finish()
        {
            Assert.True(_stored > Rounds / 4, $"Only {_stored} messages were stored.");
            Assert.Null(_peer.CloseCode);
            ReadHistory();
            foreach (var found in _world.Run(_tom.QueryConversationsAsync(new ConversationQuery { WithLastMessage = true })))
                Reading.All(found);
            ReadForwarded();
        }

        /// <summary>What was forwarded reads as well, also encoded for HTML; and what one is told of who was away.</summary>
        void ReadForwarded()
        {
            _world.AdvanceBy(TimeSpan.FromMinutes(1));
            Assert.Equal(_forwarded, _heardBySpike.Count);
            _heardBySpike.ForEach(Reading.All);
            var butch = _world.CreateClient("butch");
            var unread = new List<UnreadChange>();
            butch.UnreadChanges.Subscribe(unread.Add);
            _world.Run(butch.OpenAsync());
            _world.AdvanceBy(TimeSpan.FromMinutes(1));
            Reading.All(Assert.Single(unread));
        }

        void ReadHistory()
        {
            var messages = new List<Message>();
            var history = _chat.GetHistoryAsync(new() { PageSize = 1000 }).GetAsyncEnumerator();
            while (_world.Run(history.MoveNextAsync().AsTask()))
                messages.Add(history.Current);
            Assert.Equal(_stored, messages.Count);
            foreach (var message in messages)
            {
                Reading.All(message);
                Forward(message);
            }
        }

        /// <summary>It goes on as what it is, but for what was taken back, which cannot be sent.</summary>
        void Forward(Message message)
        {
            if (message is RecalledMessage)
                return;
            _forwarded++;
            _world.Run(_other.SendAsync(message with { MentionedClientIds = [] }));
        }
    }

    /// <summary>A member whose frames are text that no codec of ours has written.</summary>
    sealed class Peer : IFrameSink
    {
        readonly VirtualWorld _world;
        readonly ServerConnection _connection;
        readonly List<Frame> _received = [];
        int _serial;

        public Peer(VirtualWorld world)
        {
            _world = world;
            _connection = world.Server.Connect(this, new ClientConnectionInfo { Dialect = Dialect.UnreadCountsUntilRead });
            Assert.IsType<SessionFrame>(Send("""{"cmd":"session","op":"open","appId":"demo","ua":"peer"}"""));
        }

        public int? CloseCode { get; private set; }

        /// <summary>Sends a frame and yields what answers it.</summary>
        public Frame? Send(string frame)
        {
            var serial = ++_serial;
            var text = frame.Insert(1, $"\"i\":{serial},\"peerId\":\"peer\",");
            try
            {
                _ = _connection.ReceiveAsync(JsonFrameCodec.Default.Decode(Encoding.UTF8.GetBytes(text))).AsTask();
            }
            catch (FrameFormatException fault)
            {
                _connection.Reject(fault);
            }
            _world.AdvanceBy(TimeSpan.FromMilliseconds(1));
            return _received.Find(received => received.SerialId == serial);
        }

        public void Send(Frame frame) => _received.Add(frame);

        public void Send(FanOutFrame broadcast, string peerId)
        {
        }

        public void Close(int code, string reason) => CloseCode = code;
    }
}
