"""An article's mark-up: conversion to rich text, addresses, images and files."""
