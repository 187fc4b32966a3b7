<Query Kind="Statements">
  <NuGetReference>LeanRx</NuGetReference>
  <NuGetReference>LeanRx.Server.AspNetCore</NuGetReference>
  <Namespace>LeanRx</Namespace>
  <Namespace>LeanRx.Server</Namespace>
  <Namespace>System.Reactive.Concurrency</Namespace>
  <Namespace>System.Reactive.Linq</Namespace>
  <Namespace>System.Reactive.Threading.Tasks</Namespace>
  <Namespace>System.Threading.Tasks</Namespace>
  <IncludeAspNet>true</IncludeAspNet>
</Query>

// Streams of conversations are streams: merge them, and every line says where it came from.
await using var server = await LeanServer.StartAsync();
await using var tom = new LeanClient(server.Url, "Tom");
await using var jerry = new LeanClient(server.Url, "Jerry");
await Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync());
var chat = await tom.CreateConversationAsync(["Jerry"]);

var work = await tom.CreateConversationAsync(["Jerry"], new() { Name = "work" });
var home = await tom.CreateConversationAsync(["Jerry"], new() { Name = "home" });
var both = new[] { work, home }.Select(async its => (await jerry.GetConversationAsync(its.Id))!).ToArray();
var lines = (await Task.WhenAll(both))
    .Select(conversation => conversation.Messages.OfType<TextMessage>().Select(message => $"[{conversation.Name}] {message.From}: {message.Text}"))
    .Merge()
    .Replay();
using var live = lines.Connect();
lines.Dump("both");

await work.SendAsync("The report?");
await home.SendAsync("Cheese?");
await lines.Take(2);
