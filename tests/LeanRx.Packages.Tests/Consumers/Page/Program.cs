using System.Reactive.Linq;
using LeanRx;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
await using var tom = new LeanClient(new Uri(builder.HostEnvironment.BaseAddress), "Tom");
tom.Messages.OfType<TextMessage>().Subscribe(message => Console.WriteLine($"{message.From}: {message.Text}"));
await tom.OpenAsync();
var chat = await tom.CreateConversationAsync(["Jerry"]);
await chat.SendAsync("hello from a page");
await builder.Build().RunAsync();
