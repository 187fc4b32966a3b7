using System.Text;

namespace Guide.Playing;

/// <summary>The page of all scenarios, README.md of this folder: <c>-- page</c> writes it.</summary>
public static class Page
{
    static readonly (string Folder, string Heading)[] Sections =
    [
        ("Chat", "Chat · 聊天"),
        ("Media", "Rich messages · 富媒体消息"),
        ("Conversations", "Conversations and members · 对话与成员"),
        ("Queries", "Queries · 查询"),
        ("Rooms", "Chat rooms · 聊天室"),
        ("Connection", "Connection · 连接"),
        ("Security", "Security · 安全"),
        ("Methods", "Methods of AV.realtime · AV.realtime 的方法"),
        ("Events", "Events · 事件"),
    ];

    const string Beginning = """
        # The guide, played

        Each promise of the guide of the original SDK is a short file here, in the guide's own words, to read and to copy from. They run against a server inside the same process:
        原 SDK 指南里的每一个承诺，在这里都是一个可以运行、可以直接复制的短文件。

        ```
        dotnet run --project examples/Guide -- all
        dotnet run --project examples/Guide -- list
        dotnet run --project examples/Guide -- image-by-URL
        dotnet run --project examples/Guide -- S22
        ```

        [PORTING.md](PORTING.md) tells for each method, option and event of AV.realtime what to write instead; [ROWS.md](ROWS.md) says what the numbers mean.
        This page is written by `-- page`.

        """;

    public static string Text()
    {
        var page = new StringBuilder(Beginning.ReplaceLineEndings("\n"));
        foreach (var (folder, heading) in Sections)
        {
            page.Append($"\n## {heading}\n\n| scenario | 场景 | rows |\n|---|---|---|\n");
            foreach (var entry in Programme.All.Where(entry => entry.File.StartsWith(folder + "/", StringComparison.Ordinal)))
                page.Append($"| [{entry.Heading}]({entry.File}): {entry.English} | {entry.ChineseHeading}：{entry.Chinese} | {string.Join(' ', entry.Rows)} " +
                    "|\n");
        }
        return page.ToString();
    }
}
