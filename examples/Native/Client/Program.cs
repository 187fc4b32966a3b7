using System.Diagnostics;
using System.Reactive.Linq;
using LeanRx;

// Two people meet at the server whose address is given; says how long after the start of the process the message was there.
var started = Process.GetCurrentProcess().StartTime;
var server = new Uri(args[0]);
await using var tom = new LeanClient(server, "Tom");
await using var jerry = new LeanClient(server, "Jerry");
await Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync());

var chat = await tom.CreateConversationAsync(["Jerry"]);
await chat.SendAsync("耗子，起床！");
var heard = await jerry.Messages.OfType<TextMessage>().FirstAsync();
Console.WriteLine($"{heard.From}: {heard.Text}");
Console.Error.WriteLine($"first message {(DateTime.Now - started).TotalMilliseconds:F0} ms after the start");
