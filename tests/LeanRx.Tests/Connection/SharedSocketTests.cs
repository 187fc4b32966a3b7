using System.Reactive.Linq;
using LeanRx.Connections.Internal;
using Microsoft.Reactive.Testing;

namespace LeanRx.Tests.Connection;

/// <summary>Several clients on one socket (protocol.md §3.4): each for itself, and none in the way of another.</summary>
public class SharedSocketTests
{
    readonly TestScheduler _scheduler = new();
    readonly FakeTransport _transport;
    readonly SharedSocket _socket = new();
    readonly Rider _tom, _spike;

    public SharedSocketTests()
    {
        _transport = new FakeTransport(_scheduler);
        (_tom, _spike) = (Ride("tom"), Ride("spike"));
    }

    Rider Ride(string clientId, Func<LeanClientOptions, LeanClientOptions>? change = null)
    {
        var options = new LeanClientOptions
        {
            Server = SessionWorld.Server,
            ClientId = clientId,
            Scheduler = _scheduler,
            Transport = _transport,
            Random = new Random(1),
            ReconnectPolicy = new FixedDelay(TimeSpan.FromSeconds(3)),
            SharedSocket = _socket,
        };
        return new Rider(change?.Invoke(options) ?? options);
    }

    void Advance(double seconds) => _scheduler.AdvanceBy(TimeSpan.FromSeconds(seconds).Ticks);

    void OpenBoth()
    {
        foreach (var open in (Task[])[_tom.Session.OpenAsync(), _spike.Session.OpenAsync()])
        {
            Advance(0.001);
            Assert.True(open.IsCompletedSuccessfully);
        }
    }

    static DirectFrame Message(string id, string? to) =>
        new() { ConversationId = "room", MessageId = id, FromPeerId = "jerry", Timestamp = 1, Body = "hi", PeerId = to };

    [Fact]
    public void Two_clients_log_in_over_one_socket()
    {
        OpenBoth();
        Assert.Equal(["tom", "spike"], Assert.Single(_transport.Connections).Sent.Select(sent => sent.Frame.PeerId));
    }

    [Fact]
    public void Those_who_come_while_it_is_dialled_wait_for_it()
    {
        _transport.AcceptsDials = false;
        var opens = new[] { _tom.Session.OpenAsync(), _spike.Session.OpenAsync() };
        Advance(5);
        _transport.Last.Open();
        Advance(0.001);
        Assert.All(opens, open => Assert.True(open.IsCompletedSuccessfully));
        Assert.Single(_transport.Connections);
    }

    [Fact]
    public void Each_hears_what_is_for_it_and_all_what_is_for_nobody()
    {
        OpenBoth();
        _transport.Last.Receive(Message("for tom", "tom"));
        _transport.Last.Receive(Message("for spike", "spike"));
        _transport.Last.Receive(Message("for somebody else", "butch"));
        _transport.Last.Receive(Message("for nobody", null));
        Assert.Equal(["for tom", "for nobody"], _tom.Messages);
        Assert.Equal(["for spike", "for nobody"], _spike.Messages);
    }

    [Fact]
    public void Answers_that_name_nobody_are_taken_by_those_who_asked()
    {
        OpenBoth();
        var (toms, spikes) = (_tom.Ask(), _spike.Ask());
        var asked = _transport.Last.Sent.Where(sent => sent.Name == "conv/count").ToList();
        Assert.Equal(4, _transport.Last.Sent.Select(sent => sent.Frame.SerialId).Distinct().Count());
        _transport.Last.Receive(new ConversationFrame { Operation = ConversationOperations.Result, SerialId = asked[1].Frame.SerialId, Count = 2 });
        _transport.Last.Receive(new ConversationFrame { Operation = ConversationOperations.Result, SerialId = asked[0].Frame.SerialId, Count = 1 });
        Advance(0.001);
        Assert.Equal((1, 2), (Assert.IsType<ConversationFrame>(Result.Of(toms)).Count, Assert.IsType<ConversationFrame>(Result.Of(spikes)).Count));
    }

    [Fact]
    public void One_logs_out_and_the_other_stays()
    {
        OpenBoth();
        _ = _tom.Session.CloseAsync();
        Advance(0.001);
        Assert.True(Assert.Single(_transport.Connections).IsLive);
        _transport.Last.Receive(Message("late", "tom"));
        _transport.Last.Receive(Message("hi", "spike"));
        Assert.Equal(["hi"], _spike.Messages);
        Assert.Empty(_tom.Messages);
        Assert.Equal(["Connecting", "Connected"], _spike.States);
    }

    [Fact]
    public void Whoever_comes_back_finds_the_same_socket()
    {
        OpenBoth();
        _ = _tom.Session.CloseAsync();
        Advance(1);
        var again = _tom.Session.OpenAsync();
        Advance(0.001);
        Assert.True(again.IsCompletedSuccessfully);
        Assert.Single(_transport.Connections);
    }

    [Fact]
    public void The_last_closes_it()
    {
        OpenBoth();
        _ = _tom.Session.CloseAsync();
        _ = _spike.Session.CloseAsync();
        Advance(0.001);
        Assert.True(_transport.Last.IsDisposed);
        _ = _tom.Session.OpenAsync();
        Advance(0.001);
        Assert.Equal(2, _transport.Connections.Count);
    }

    [Fact]
    public void When_it_is_lost_all_come_back_on_one()
    {
        OpenBoth();
        _transport.Last.Close();
        Advance(3.001);
        Assert.Equal(2, _transport.Connections.Count);
        Assert.Equal(1, _transport.Live);
        Assert.Equal(["Connecting", "Connected", "Reconnecting", "Connected"], _tom.States);
        Assert.Equal(["Connecting", "Connected", "Reconnecting", "Connected"], _spike.States);
    }

    [Fact]
    public void When_it_falls_silent_each_finds_out_for_itself_and_all_meet_again()
    {
        var opening = _tom.Session.OpenAsync();
        Advance(10);
        Assert.True(opening.IsCompletedSuccessfully);
        _ = _spike.Session.OpenAsync();
        Advance(0.001);
        _transport.AnswersHeartbeats = false;

        Advance(38);
        Assert.Equal(2, _transport.Connections.Count);
        Advance(14);
        Assert.Equal(2, _transport.Connections.Count);
        Assert.True(_transport.Connections[0].IsDisposed);
        Assert.Equal(["tom", "spike"], _transport.Connections[1].Sent.Where(sent => sent.Name == "session/open").Select(sent => sent.Frame.PeerId));
    }

    [Fact]
    public void Whoever_leaves_a_socket_that_may_live_logs_out_of_it()
    {
        OpenBoth();
        _transport.AnswersLogouts = false;
        _ = _tom.Session.CloseAsync(new CancellationToken(canceled: true));
        Advance(0.001);
        Assert.Equal("tom", _transport.Last.Received("session/close").Frame.PeerId);
        Assert.True(_transport.Last.IsLive);

        _ = _tom.Session.OpenAsync();
        Advance(0.001);
        Assert.Equal(2, _transport.Connections.Count);
        Assert.Equal(["Connecting", "Connected"], _spike.States);
    }

    [Fact]
    public void A_login_that_is_refused_disturbs_nobody()
    {
        var open = _tom.Session.OpenAsync();
        _transport.AnswersLogins = false;
        var refused = _spike.Session.OpenAsync();
        _transport.Last.Received("session/open").Reply(new ErrorFrame { Code = 4102 });
        Advance(0.001);
        Assert.Equal(4102, Assert.IsType<ServerRejectedException>(Result.ErrorOf(refused)).Code);
        Assert.True(open.IsCompletedSuccessfully);

        _transport.AnswersLogins = true;
        var later = Ride("butch").Session.OpenAsync();
        Advance(0.001);
        Assert.True(later.IsCompletedSuccessfully);
        Assert.Single(_transport.Connections);
    }

    [Fact]
    public void The_end_of_one_session_is_not_the_end_of_the_other()
    {
        OpenBoth();
        _transport.Last.Receive(new SessionFrame { Operation = SessionOperations.Closed, Code = 4111, PeerId = "tom" });
        Advance(0.001);
        Assert.Equal(["Connecting", "Connected", "Disconnected"], _tom.States);
        Assert.Equal(["Connecting", "Connected"], _spike.States);
        Assert.True(_transport.Last.IsLive);
    }

    [Fact]
    public void A_server_that_goes_away_sends_all_to_a_new_one()
    {
        OpenBoth();
        _transport.Last.Receive(new GoAwayFrame());
        Advance(3.001);
        Assert.Equal((2, 1), (_transport.Connections.Count, _transport.Live));
        Assert.Equal(["Connecting", "Connected", "Reconnecting", "Connected"], _spike.States);
    }

    [Fact]
    public void The_same_client_id_twice_takes_two_sockets()
    {
        OpenBoth();
        _ = Ride("tom", options => options with { Tag = "phone" }).Session.OpenAsync();
        Assert.Equal(2, _transport.Live);
    }

    [Fact]
    public void Another_application_or_address_takes_another_socket()
    {
        OpenBoth();
        _ = Ride("butch", options => options with { ApplicationId = "other" }).Session.OpenAsync();
        _ = Ride("nibbles", options => options with { Server = new Uri("ws://elsewhere.example/") }).Session.OpenAsync();
        Assert.Equal(3, _transport.Live);
    }

    [Fact]
    public void What_cannot_be_read_is_a_fault_and_costs_nobody_the_socket()
    {
        OpenBoth();
        _transport.Last.ReceiveText("no JSON");
        _transport.Last.ReceiveBytes([1], isText: false);
        _transport.Last.Receive(Message("hi", "spike"));
        Advance(0.001);
        Assert.Equal(["hi"], _spike.Messages);
        Assert.Equal([FaultKind.Protocol, FaultKind.Protocol], _tom.Faults.Select(fault => fault.Kind));
    }

    [Fact]
    public void A_transport_that_cannot_dial_is_tried_again_by_all()
    {
        var transport = new BrokenTransport();
        var riders = new[] { Ride("butch", options => options with { Transport = transport }),
            Ride("nibbles", options => options with { Transport = transport }) };
        foreach (var rider in riders)
            _ = rider.Session.OpenAsync();
        Advance(0.001);
        Assert.All(riders, rider => Assert.Equal(["Connecting", "Reconnecting"], rider.States));
        Advance(3);
        Assert.Equal(4, transport.Attempts);
    }

    sealed class BrokenTransport : ITransport
    {
        public int Attempts { get; private set; }

        public ITransportConnection Create(Uri address, string subprotocol)
        {
            Attempts++;
            throw new InvalidOperationException("no network");
        }
    }

    /// <summary>One of those who share.</summary>
    sealed class Rider
    {
        readonly RecordingHandler _handler = new();

        public Rider(LeanClientOptions options)
        {
            Session = new Session(options, _handler);
            Session.StateChanges.Skip(1).Subscribe(state => States.Add(state.GetType().Name));
            Session.Faults.Subscribe(Faults.Add);
        }

        public Session Session { get; }

        public List<string> States { get; } = [];

        public List<Fault> Faults { get; } = [];

        public IEnumerable<string?> Messages => _handler.Pushes.OfType<DirectFrame>().Select(message => message.MessageId);

        public Task<Frame> Ask() =>
            Session.ExecuteAsync(new ConversationFrame { Operation = ConversationOperations.Count, ConversationId = "room" }, repeatable: true,
            CancellationToken.None);
    }
}
