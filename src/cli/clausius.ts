console.log("clausius");
