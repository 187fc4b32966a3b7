using Library;

foreach (var line in await Mice.TalkAsync(new Uri(args[0])))
    Console.WriteLine(line);
