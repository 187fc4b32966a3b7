using System.Net;

namespace LeanRx.Server.AspNetCore.Tests;

public partial class UploadTests
{
    [Fact]
    public async Task An_upload_URL_is_good_for_its_own_file_alone()
    {
        var server = await StartWithFilesAsync();
        var one = await TokenAsync(server);
        var two = await TokenAsync(server);
        var upload = new Uri(one.GetProperty("upload_url").GetString()!);

        foreach (var forged in new[]
        {
            new Uri(server.Url, $"/1.1/uploads/{two.GetProperty("objectId").GetString()}{upload.Query}"),
            new Uri(server.Url, upload.AbsolutePath),
            new Uri(server.Url, $"{upload.AbsolutePath}?token=forged"),
            new Uri(server.Url, $"{upload.PathAndQuery}A"),
            new Uri(server.Url, upload.PathAndQuery.Replace("token=", "token=A", StringComparison.Ordinal)),
        })
        {
            using var answer = await SendAsync(HttpMethod.Put, forged, new ByteArrayContent(Bytes));
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
        Assert.Empty(Kept());
    }

    [Fact]
    public async Task An_upload_URL_expires()
    {
        var server = await StartWithFilesAsync(options => options with { UploadTimeToLive = TimeSpan.FromTicks(1) });
        using var answer = await PutAsync(await TokenAsync(server), Bytes);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("expired", (await JsonOfAsync(answer)).GetProperty("error").GetString(), StringComparison.Ordinal);
    }
}
