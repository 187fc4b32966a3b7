#!/usr/bin/env dotnet
#:project ../../src/LeanRx/LeanRx.csproj
#:project ../../src/LeanRx.Server.AspNetCore/LeanRx.Server.AspNetCore.csproj
#:property PublishAot=false

using System.Reactive.Linq;
using LeanRx;
using LeanRx.Server;

await using var server = await LeanServer.StartAsync();
await using var tom = new LeanClient(server.Url, "Tom");
await using var jerry = new LeanClient(server.Url, "Jerry");
await Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync());

var chat = await tom.CreateConversationAsync(["Jerry"]);
await chat.SendAsync("耗子，起床！");
var heard = await jerry.Messages.OfType<TextMessage>().FirstAsync();
Console.WriteLine($"{heard.From}: {heard.Text}");
