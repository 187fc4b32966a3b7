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

// "Jerry is typing" goes out as a transient message, and away when nothing was typed for half a second.
await using var server = await LeanServer.StartAsync();
await using var tom = new LeanClient(server.Url, "Tom");
await using var jerry = new LeanClient(server.Url, "Jerry");
await Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync());
var chat = await tom.CreateConversationAsync(["Jerry"]);

var room = (await jerry.GetConversationAsync(chat.Id))!;
var typing = tom.Messages.OfType<StringMessage>().Where(message => message.Content == "typing").Publish().RefCount();
var indicator = typing.Select(message => $"{message.From} is typing")
    .Merge(typing.Throttle(TimeSpan.FromSeconds(0.5), tom.Options.Scheduler).Select(_ => ""))
    .DistinctUntilChanged();
indicator.Dump("indicator");

var gone = indicator.FirstAsync(text => text == "").ToTask();
foreach (var key in "hi Tom")
    await room.SendAsync(new StringMessage("typing"), new SendOptions { IsTransient = true });
await gone;
