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

// Who is online? One poll serves every subscriber, and stops when the last one leaves.
await using var server = await LeanServer.StartAsync();
await using var tom = new LeanClient(server.Url, "Tom");
await using var jerry = new LeanClient(server.Url, "Jerry");
await Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync());
var chat = await tom.CreateConversationAsync(["Jerry"]);

var board = tom.WatchPresence(["Jerry", "Spike"], every: TimeSpan.FromSeconds(1))
    .Scan(new SortedDictionary<string, bool>(), (seen, change) => new(seen) { [change.ClientId] = change.IsOnline })
    .Select(seen => string.Join("  ", seen.Select(who => $"{who.Key}: {(who.Value ? "online" : "away")}")));
board.Dump("presence");

await jerry.CloseAsync();
await board.FirstAsync(line => line.StartsWith("Jerry: away"));
