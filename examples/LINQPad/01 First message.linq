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

// Tom writes, Jerry reads. The server runs inside this script.
await using var server = await LeanServer.StartAsync();
await using var tom = new LeanClient(server.Url, "Tom");
await using var jerry = new LeanClient(server.Url, "Jerry");
await Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync());
var chat = await tom.CreateConversationAsync(["Jerry"]);

await chat.SendAsync("耗子，起床！");
var heard = await jerry.Messages.OfType<TextMessage>().FirstAsync();
heard.Text.Dump("Jerry hears");
