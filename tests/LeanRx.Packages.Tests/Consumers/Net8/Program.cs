using System.Reactive.Linq;
using LeanRx;

var server = new Uri(args[0]);
await using var tom = new LeanClient(server, "Tom");
await using var jerry = new LeanClient(server, "Jerry");
await Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync());

var chat = await tom.CreateConversationAsync(new[] { "Jerry" });
await chat.SendAsync("hello from .NET 8");
var heard = await jerry.Messages.OfType<TextMessage>().FirstAsync();
Console.WriteLine($"{heard.From}: {heard.Text}");
