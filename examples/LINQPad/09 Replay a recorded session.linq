<Query Kind="Statements">
  <NuGetReference>LeanRx</NuGetReference>
  <NuGetReference>LeanRx.Server.AspNetCore</NuGetReference>
  <NuGetReference>LeanRx.Testing</NuGetReference>
  <Namespace>LeanRx</Namespace>
  <Namespace>LeanRx.Server</Namespace>
  <Namespace>LeanRx.Testing</Namespace>
  <Namespace>System.IO</Namespace>
  <Namespace>System.Reactive.Concurrency</Namespace>
  <Namespace>System.Reactive.Linq</Namespace>
  <Namespace>System.Reactive.Threading.Tasks</Namespace>
  <Namespace>System.Threading.Tasks</Namespace>
  <IncludeAspNet>true</IncludeAspNet>
</Query>

// Record a session over real sockets, a loss of the connection included, then play it again in virtual time, as often as you like.
var file = new MemoryStream(); // File.Create("jerry.leanrx") keeps it
await using (var server = await LeanServer.StartAsync())
using (var recorder = new SessionRecorder(file))
{
    await using var tom = new LeanClient(server.Url, "Tom");
    await using var jerry = new LeanClient(recorder.Record(new LeanClientOptions { Server = server.Url, ClientId = "Jerry" }));
    await Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync());
    var chat = await tom.CreateConversationAsync(["Jerry"]);
    await chat.SendAsync("耗子，起床！");
    await jerry.Messages.FirstAsync();

    var back = jerry.StateChanges.OfType<ConnectionState.Connected>().FirstAsync(state => state.IsReconnect).ToTask();
    server.DropConnections();
    await back;
    await chat.SendAsync("Still there?");
    await jerry.Messages.FirstAsync();
}

var recording = SessionRecording.Read(new MemoryStream(file.ToArray()));
foreach (var what in recording.Events)
    what.Dump("recorded");

var clock = new HistoricalScheduler(recording.Start);
var replay = recording.Replay(clock);
var again = new LeanClient(replay.Options);
again.StateChanges.Select(state => $"{clock.Now:HH:mm:ss.fff}  {state.GetType().Name}").Dump("Jerry's connection");
again.Messages.OfType<TextMessage>().Select(message => $"{clock.Now:HH:mm:ss.fff}  {message.Text}").Dump("Jerry hears");
_ = again.OpenAsync();
clock.AdvanceBy(replay.Duration);
