using CsCheck;

namespace LeanRx.Tests.Connection;

/// <summary>Whatever the user, the network and the server do, and in whatever order: the laws hold.</summary>
public class AnythingGoesTests
{
    static readonly Gen<(int What, int Which)[]> Histories = Gen.Select(Gen.Int[0, 17], Gen.Int[0, 100]).Array[1, 60];

    [Fact]
    public void Every_call_ends_one_socket_at_most_lives_and_nothing_is_left_behind() => Histories.Sample(history =>
    {
        var run = new Run();
        foreach (var (what, which) in history)
            run.Do(what, which);
        run.Finish();
        return true;
    }, iter: Amount.Of(some: 300, all: 2000));

    sealed class Run
    {
        readonly SessionWorld _world = new(options => options with { MaxPendingCommands = 10, SignatureProvider = new FakeSigner() });
        readonly List<Task> _tasks = [];
        readonly List<CancellationTokenSource> _tokens = [];
        int _commands;

        FakeConnection? Some(int which) =>
            _world.Transport.Connections.Count == 0 ? null : _world.Transport.Connections[which % _world.Transport.Connections.Count];

        FakeConnection? Live => _world.Transport.Connections.LastOrDefault(connection => connection.IsLive);

        public void Do(int what, int which)
        {
            switch (what)
            {
                case 0 or 1:
                    _tasks.Add(_world.Session.OpenAsync(Token(which)));
                    break;
                case 2 when which < 50:
                    _tasks.Add(_world.Session.CloseAsync(Token(which)));
                    break;
                case 3 or 4 or 5:
                    _tasks.Add(_world.Execute($"{++_commands}", repeatable: which % 2 == 0, Token(which / 2)));
                    break;
                case 6 when _tokens.Count > 0:
                    _tokens[which % _tokens.Count].Cancel();
                    break;
                case 7 or 8 when Live is { Sent.Count: > 0 } connection:
                    connection.Sent[which % connection.Sent.Count].Reply(which % 3 == 0 ? new ErrorFrame { Code = 4303 } : new AckFrame());
                    break;
                case 9:
                    Live?.Close(1006);
                    break;
                case 10:
                    _world.Transport.IsDown = which % 2 == 0;
                    _world.Transport.AcceptsDials = which % 3 != 0;
                    break;
                case 11:
                    _world.Transport.AnswersLogins = which % 2 == 0;
                    _world.Transport.AnswersHeartbeats = which % 3 == 0;
                    _world.Transport.AnswersLogouts = which % 5 == 0;
                    break;
                case 12:
                    Some(which)?.ReceiveEvent(TransportEvent.Opened());
                    break;
                case 13:
                    Some(which)?.ReceiveText(which % 2 == 0 ? "?" : "{}");
                    break;
                case 14:
                    Some(which)?.Receive(which % 2 == 0 ? new GoAwayFrame() : new DirectFrame { MessageId = "m" });
                    break;
                case 15:
                    Some(which)?.Receive(new SessionFrame { Operation = "closed", Code = (which % 3) switch { 0 => 4111, 1 => 4200, _ => null } });
                    break;
                case 16:
                    _world.Advance(which);
                    break;
                case 17:
                    _world.Advance(which / 100.0);
                    break;
            }
        }

        public void Finish()
        {
            _tasks.Add(_world.Session.DisposeAsync().AsTask());
            _world.Advance(2);

            Assert.All(_tasks, task => Assert.True(task.IsCompleted));
            Assert.Equal(default, _world.Session.Diagnostics);
            Assert.InRange(_world.Transport.MostLive, 0, 1);
            Assert.Equal(0, _world.Transport.Live);
            Assert.DoesNotContain(_world.Faults, fault => fault.Kind is LeanRx.FaultKind.Internal or LeanRx.FaultKind.Callback);
            Assert.IsType<ConnectionState.Disconnected>(_world.States[^1]);
            Assert.All(_world.States.Zip(_world.States.Skip(1)), pair => Assert.True(CanFollow(pair.First, pair.Second), $"{pair.Second} after {pair.First}"));
            Assert.All(_world.Transport.Connections, AssertOrder);
            AssertOpenedAndLostAlternate();
        }

        /// <summary>On one socket a command leaves at most once, and commands leave in the order in which they were given.</summary>
        static void AssertOrder(FakeConnection connection)
        {
            var sent = connection.Sent.Select(sent => sent.Frame).OfType<DirectFrame>().Select(frame => int.Parse(frame.ConversationId!)).ToArray();
            Assert.Equal(sent.Distinct().Order(), sent);
        }

        void AssertOpenedAndLostAlternate()
        {
            var isOpen = false;
            foreach (var call in _world.Handler.Calls.Where(call => call != "push"))
            {
                Assert.Equal(isOpen, call == "lost");
                isOpen = call is "opened" or "reopened";
                if (call == "closed")
                    break;
            }
            Assert.Equal("closed", _world.Handler.Calls[^1]);
        }

        static bool CanFollow(ConnectionState before, ConnectionState after) => (before, after) switch
        {
            (ConnectionState.Disconnected, ConnectionState.Connecting) => true,
            (ConnectionState.Connecting or ConnectionState.Reconnecting,
                ConnectionState.Connected or ConnectionState.Reconnecting or ConnectionState.Disconnected) => true,
            (ConnectionState.Connected, ConnectionState.Reconnecting or ConnectionState.Disconnected) => true,
            _ => false,
        };

        CancellationToken Token(int which)
        {
            if (which % 3 != 0)
                return CancellationToken.None;
            _tokens.Add(new CancellationTokenSource());
            return _tokens[^1].Token;
        }
    }
}
