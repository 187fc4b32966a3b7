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

// A badge that counts up with every message and is cleared by reading: a Scan over two streams.
await using var server = await LeanServer.StartAsync();
await using var tom = new LeanClient(server.Url, "Tom");
await using var jerry = new LeanClient(server.Url, "Jerry");
await Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync());
var chat = await tom.CreateConversationAsync(["Jerry"]);

var read = new System.Reactive.Subjects.Subject<bool>();
var badge = jerry.Messages.Select(_ => false).Merge(read)
    .Scan(0, (unread, isRead) => isRead ? 0 : unread + 1)
    .Replay(1);
using var live = badge.Connect();
badge.Dump("unread");

for (var number = 1; number <= 3; number++)
    await chat.SendAsync($"message {number}");
await badge.FirstAsync(unread => unread == 3);
read.OnNext(true);
await badge.FirstAsync(unread => unread == 0);
