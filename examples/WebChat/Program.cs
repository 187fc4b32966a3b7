using LeanRx.Server;
using LeanRx.Server.Sqlite;

var builder = WebApplication.CreateBuilder(args);

// Conversations and files stay over a restart, in this folder.
var data = Path.Combine(builder.Environment.ContentRootPath, builder.Configuration["data"] ?? "leanrx-data");
Directory.CreateDirectory(data);
builder.Services.AddLeanRx(new LeanServerOptions
{
    Store = await SqliteMessageStore.OpenAsync(Path.Combine(data, "chat.db")),
    Files = DirectoryFileStore.Open(Path.Combine(data, "files")),
});

var app = builder.Build();
app.MapLeanRx("/chat");
app.MapStaticAssets();
app.MapFallbackToFile("index.html");
app.Run();
