using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("file from a stream", "从流上传文件", "S30",
    English = "What is only in memory is uploaded too; progress is told, and the upload can be cancelled.",
    Chinese = "只在内存里的内容也可以上传，过程中报告进度，也可以取消。")]
public sealed class FileFromStream : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        using var content = new MemoryStream("耗子，起床！"u8.ToArray());
        var file = await tom.UploadAsync(content, "起床.txt");
        using var http = new HttpClient();
        Same("耗子，起床！", await http.GetStringAsync(file.Url));

        await Fails<OperationCanceledException>(tom.UploadFileAsync(OnDisk("photo.png"), cancellationToken: new CancellationToken(canceled: true)));
    }
}
