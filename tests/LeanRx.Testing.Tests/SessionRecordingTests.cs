using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Text;
using CsCheck;

namespace LeanRx.Testing.Tests;

public partial class SessionRecordingTests
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    readonly VirtualWorld _world = new(new HistoricalScheduler(VirtualClock.Epoch));
    readonly MemoryStream _file = new();

    SessionRecording Read() => SessionRecording.Read(new MemoryStream(_file.ToArray()));

    static VirtualClock Advance(HistoricalScheduler scheduler, TimeSpan time)
    {
        VirtualClock clock = scheduler;
        clock.AdvanceBy(time);
        return clock;
    }

    [Fact]
    public void A_replay_drives_a_client_through_every_trouble_to_the_same_state_at_the_same_instants()
    {
        var recorder = new SessionRecorder(_file);
        var tom = _world.CreateClient("Tom");
        var jerry = _world.CreateClient("Jerry", options => recorder.Record(options with { Server = new Uri("ws://virtual") }));
        var heard = jerry.Messages.OfType<TextMessage>().Select(message => $"{message.Id} {message.Text}").Record(_world.Scheduler);
        var states = jerry.StateChanges.Select(state => state.ToString()).Record(_world.Scheduler);
        var comings = jerry.MembershipChanges.Select(change => change.ToString()).Record(_world.Scheduler);
        _ = Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync());
        _world.AdvanceBy(Second);
        var chat = _world.Run(tom.CreateConversationAsync(["Jerry"]));
        new FaultPlan(
            new CutFault(10 * Second, "Jerry"),
            new FlakyFault(20 * Second, 20 * Second, 0.3),
            new HalfOpenFault(60 * Second, "Jerry"),
            new RefusedDialsFault(300 * Second, 30 * Second),
            new ServerRestartFault(301 * Second)).ApplyTo(_world);
        Observable.Interval(7 * Second, _world.Scheduler).Take(60).Subscribe(number => _ = chat.SendAsync($"message {number}"));
        _world.AdvanceBy(TimeSpan.FromMinutes(10));
        recorder.Dispose();

        var recording = Read();
        var scheduler = new HistoricalScheduler(recording.Start);
        var replay = recording.Replay(scheduler);
        var again = new LeanClient(replay.Options);
        var heardAgain = again.Messages.OfType<TextMessage>().Select(message => $"{message.Id} {message.Text}").Record(scheduler);
        var statesAgain = again.StateChanges.Select(state => state.ToString()).Record(scheduler);
        var comingsAgain = again.MembershipChanges.Select(change => change.ToString()).Record(scheduler);
        _ = again.OpenAsync();
        Advance(scheduler, replay.Duration);

        Assert.Equal(60, heard.Values.Count);
        heardAgain.AssertNotifications(heard.Notifications);
        statesAgain.AssertNotifications(states.Notifications);
        comingsAgain.AssertNotifications(comings.Notifications);
        Assert.True(states.Values.Count > 10, "The plan did not strike.");
        replay.VerifySameFrames();
    }

    [Fact]
    public void Commands_that_are_given_again_get_the_recorded_answers()
    {
        var recorder = new SessionRecorder(_file);
        var ack = Talk(_world.CreateClient("Tom", recorder.Record), _world.Clock);
        recorder.Dispose();

        var recording = Read();
        var scheduler = new HistoricalScheduler(recording.Start);
        var replay = recording.Replay(scheduler);

        Assert.Equal(ack, Talk(new LeanClient(replay.Options), scheduler));
        replay.VerifySameFrames();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Route_lookups_and_missed_notifications_are_played_again_at_their_instants_however_they_ended(bool isRestDown)
    {
        var recorder = new SessionRecorder(_file);
        var tom = _world.CreateClient("Tom");
        var jerry = _world.CreateClient("Jerry", recorder.Record);
        var comings = jerry.MembershipChanges.Select(change => $"{change.GetType().Name} {change.Members[0]}").Record(_world.Scheduler);
        var faults = jerry.Faults.Select(fault => fault.Kind).Record(_world.Scheduler);
        _ = Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync());
        _world.AdvanceBy(Second);
        var chat = _world.Run(tom.CreateConversationAsync(["Jerry"]));
        new FaultPlan(new RefusedDialsFault(Second, 10 * Second), new CutFault(2 * Second, "Jerry")).ApplyTo(_world);
        if (isRestDown)
            new FaultPlan(new RouterDownFault(Second, 60 * Second)).ApplyTo(_world);
        _world.AdvanceBy(5 * Second);
        // Tom's own connection was not cut.
        _world.Run(chat.AddMemberAsync("Mary"));
        _world.AdvanceBy(TimeSpan.FromMinutes(3));
        recorder.Dispose();
        Assert.Equal("MembersJoined Mary", comings.Values[^1]);
        Assert.Equal(isRestDown, faults.Values.Count > 0);

        var recording = Read();
        var scheduler = new HistoricalScheduler(recording.Start);
        var replay = recording.Replay(scheduler);
        Assert.Equal(new Uri("http://virtual"), replay.Options.Server);
        var again = new LeanClient(replay.Options);
        var comingsAgain = again.MembershipChanges.Select(change => $"{change.GetType().Name} {change.Members[0]}").Record(scheduler);
        var faultsAgain = again.Faults.Select(fault => fault.Kind).Record(scheduler);
        _ = again.OpenAsync();
        Advance(scheduler, replay.Duration);
        comingsAgain.AssertNotifications(comings.Notifications);
        faultsAgain.AssertNotifications(faults.Notifications);
        replay.VerifySameFrames();
    }

    [Fact]
    public void A_router_that_fails_is_played_again()
    {
        var recorder = new SessionRecorder(_file);
        var jerry = _world.CreateClient("Jerry", recorder.Record);
        new FaultPlan(new RouterDownFault(TimeSpan.Zero, 10 * Second)).ApplyTo(_world);
        _world.AdvanceBy(TimeSpan.FromTicks(1));
        var states = jerry.StateChanges.Select(state => state.GetType().Name).Record(_world.Scheduler);
        var opening = jerry.OpenAsync();
        _world.Run(opening);
        recorder.Dispose();
        Assert.Contains("Reconnecting", states.Values);

        var replay = Read().Replay(new HistoricalScheduler(Read().Start));
        VirtualClock clock = (HistoricalScheduler)replay.Options.Scheduler;
        var again = new LeanClient(replay.Options);
        var statesAgain = again.StateChanges.Select(state => state.GetType().Name).Record(replay.Options.Scheduler);
        clock.RunUntil(again.OpenAsync());
        Assert.Equal(states.Values, statesAgain.Values);
    }

    static MessageAck Talk(LeanClient tom, VirtualClock clock)
    {
        clock.RunUntil(tom.OpenAsync());
        var creating = tom.CreateConversationAsync(["Jerry"]);
        clock.RunUntil(creating);
        var sending = creating.Result.SendAsync("耗子，起床！");
        clock.RunUntil(sending);
        return sending.Result;
    }

    [Fact]
    public void Commands_that_are_not_given_again_are_named()
    {
        var recorder = new SessionRecorder(_file);
        Talk(_world.CreateClient("Tom", recorder.Record), _world.Clock);
        recorder.Dispose();

        var scheduler = new HistoricalScheduler(Read().Start);
        var replay = Read().Replay(scheduler);
        var tom = new LeanClient(replay.Options);
        _ = tom.OpenAsync();
        Advance(scheduler, replay.Duration);

        Assert.Equal(new ConnectionState.Connected(), tom.State);
        var error = Assert.Throws<StreamAssertionException>(replay.VerifySameFrames);
        Assert.StartsWith("2 recorded frame(s) were not sent. The first was:\n  {\"cmd\":\"conv\",\"op\":\"start\"", error.Message);
    }

    [Fact]
    public void Commands_that_were_not_recorded_are_named()
    {
        var recorder = new SessionRecorder(_file);
        _world.Run(_world.CreateClient("Tom", recorder.Record).OpenAsync());
        recorder.Dispose();

        var scheduler = new HistoricalScheduler(Read().Start);
        var replay = Read().Replay(scheduler);
        var tom = new LeanClient(replay.Options);
        _ = tom.OpenAsync();
        _ = tom.IsOnlineAsync("Jerry");
        Advance(scheduler, Second);

        var error = Assert.Throws<StreamAssertionException>(replay.VerifySameFrames);
        Assert.StartsWith("1 frame(s) were sent that were not recorded. The first was:\n  {\"cmd\":\"session\",\"op\":\"query\"", error.Message);
    }

    [Fact]
    public void A_day_is_small()
    {
        var recorder = new SessionRecorder(_file);
        _world.Run(_world.CreateClient("Tom", recorder.Record).OpenAsync());
        _world.AdvanceBy(TimeSpan.FromDays(1));
        recorder.Dispose();

        // Route and its answer, dial, open, login and its answer, that nothing is unread; then three heartbeats a minute and the answers, the last of which is
        // still under way.
        Assert.Equal(7 + 4320 + 4319, Read().Events.Count);
        Assert.InRange(_file.ToArray().Length, 1, 80_000);
    }

    [Fact]
    public void A_frame_that_cannot_be_searched_for_secrets_is_blanked_and_reaches_the_client()
    {
        var recorder = new SessionRecorder(_file);
        var script = new ScriptedTransport().Expect("""{"cmd":"session","op":"open"}""", """{"cmd":"session","op":"opened","i":"$i","i":"$i","st":"secret"}""");
        var tom = new LeanClient(recorder.Record(new LeanClientOptions(new Uri("ws://virtual"), "Tom") { Scheduler = _world.Scheduler, Transport = script }));
        _world.Run(tom.OpenAsync());
        recorder.Dispose();

        Assert.Null(recorder.Error);
        Assert.Equal(2, Read().Events.Count(what => what.Payload.Length > 0));
    }

    [Theory]
    [InlineData(Redaction.None, true, true)]
    [InlineData(Redaction.Secrets, false, true)]
    [InlineData(Redaction.Bodies, true, false)]
    [InlineData(Redaction.All, false, false)]
    public void Secrets_and_bodies_are_left_out_on_request(Redaction redaction, bool hasSecrets, bool hasBodies)
    {
        var recorder = new SessionRecorder(_file, redaction);
        var jerry = _world.CreateClient("Jerry", options => recorder.Record(options with { SignatureProvider = new Signer() }));
        var tom = _world.CreateClient("Tom");
        _world.Run(Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync()));
        var chat = _world.Run(tom.CreateConversationAsync(["Jerry"]));
        _world.Run(chat.SendAsync("meet me at 8"));
        _world.Run(chat.SendAsync(new LocationMessage(31.2, 121.4)));
        _world.Network.Cut("Jerry");
        _world.Run(chat.SendAsync("meet me at 9"));
        _world.AdvanceBy(TimeSpan.FromMinutes(1));
        recorder.Dispose();

        var recording = Read();
        var text = string.Join('\n', recording.Events);
        Assert.Equal(hasSecrets, text.Contains("the-signature", StringComparison.Ordinal));
        Assert.Equal(hasSecrets, text.Contains("the-nonce", StringComparison.Ordinal));
        Assert.Equal(hasSecrets, System.Text.RegularExpressions.Regex.IsMatch(text, "\"st\":\"[^\"…\\\\]+\""));
        Assert.Equal(hasBodies, text.Contains("meet me at 8", StringComparison.Ordinal));
        Assert.Equal(hasBodies, text.Contains("meet me at 9", StringComparison.Ordinal));
        Assert.Equal(hasBodies, text.Contains("121.4", StringComparison.Ordinal));

        var scheduler = new HistoricalScheduler(recording.Start);
        var replay = recording.Replay(scheduler);
        var again = new LeanClient(replay.Options);
        var types = again.Messages.Select(message => message.GetType()).Record(scheduler);
        _ = again.OpenAsync();
        Advance(scheduler, replay.Duration);
        types.AssertValues(typeof(TextMessage), typeof(LocationMessage), typeof(TextMessage));
    }

    sealed class Signer : ISignatureProvider
    {
        public Task<Signature> SignAsync(SignatureRequest request, CancellationToken cancellationToken) =>
            Task.FromResult(new Signature(VirtualClock.Epoch.ToUnixTimeSeconds(), "the-nonce", "the-signature"));
    }

    byte[] Record()
    {
        var recorder = new SessionRecorder(_file);
        var tom = _world.CreateClient("Tom", recorder.Record);
        _world.Run(tom.OpenAsync());
        _world.Network.Cut();
        _world.AdvanceBy(Second);
        recorder.Dispose();
        return _file.ToArray();
    }
}
