using System.Reactive.Linq;
using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("file from disk", "从本地发送文件", "S30",
    English = "Tom uploads leancloud.doc, whatever it is, and Jerry gets name, size and address.",
    Chinese = "Tom 上传「leancloud.doc」；Jerry 得到文件名、大小和地址。")]
public sealed class FileFromDisk : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var jerry = await LogInAsync("Jerry");
        var chat = await tom.CreateConversationAsync(["Jerry"], new() { Name = "猫和老鼠" });
        await chat.SendAsync(new FileMessage(await tom.UploadFileAsync(OnDisk("leancloud.doc"))));

        var file = await jerry.Messages.OfType<FileMessage>().FirstAsync();
        Same("leancloud.doc", file.Metadata?.Name);
        Same(27L, file.Metadata?.Size);
        True(file.Url is not null);
    }
}
